"""Where everything is put together: settings, addresses, the product's table of contents, the command line."""
