"""Django's PostgreSQL backend with composite keys: name this package as a database's ENGINE."""
