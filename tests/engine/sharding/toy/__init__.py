"""A few tables to try sharding on; not in INSTALLED_APPS: the fixture `toy` brings it in."""
