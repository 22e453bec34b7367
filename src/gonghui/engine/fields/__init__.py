"""How a register's columns, values, lists and choices are read and shown, without HTTP."""
