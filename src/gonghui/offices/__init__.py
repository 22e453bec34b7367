"""What every union office has in common, whatever it keeps: levels, roles, the usual grants, lines of work."""
