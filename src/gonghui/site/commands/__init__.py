"""The commands of the command line, one a module: `arguments(parser)` declares, `run(options)` does."""
