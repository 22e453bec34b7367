"""总结: composes a summary from the records by an outline, keeps every figure tied, and writes the Word file."""
