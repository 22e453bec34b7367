"""工会组织: the unions of the tree, their kind, founding, chair and term."""
