"""An office's own outline: headings and their order kept as data, taken from an earlier paper where there is one."""
