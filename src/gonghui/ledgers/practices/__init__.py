"""做法成效: how the work was done, what came of it, and the cases that show it, in words for papers."""
