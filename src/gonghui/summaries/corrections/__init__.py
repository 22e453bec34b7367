"""更正: dated corrections that stand beside a signed summary, which itself is never altered."""
