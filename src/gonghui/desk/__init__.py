"""工作台: an officer's day — what waits, this month's figures, what happened last."""
