"""肯定与经验: what others said of the union, with the paper that says so."""
