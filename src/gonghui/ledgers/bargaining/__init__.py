"""集体协商: bargaining cases with their agreements, and the town's weekly reports on how far they have come."""
