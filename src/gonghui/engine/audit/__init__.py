"""The log: what was done, by whom, when and why; append-only and chained by hash, one chain a jurisdiction."""
