"""What every union office has in common, whatever it keeps: levels, roles, grants, lines of work, words of a place."""
