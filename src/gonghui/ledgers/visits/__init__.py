"""走访慰问: visits to workers and what was brought to them."""
