"""The tree of organisations, the posts that people hold in it, and who may see or write which rows."""
