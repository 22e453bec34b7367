"""信访: what workers bring to the union, who handles it, and whether it is answered in time."""
