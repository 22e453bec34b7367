"""The only door that writes: scope, rules, the row and its log entry in one transaction (see `door`)."""
