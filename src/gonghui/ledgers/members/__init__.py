"""会员: the roster of union members."""
