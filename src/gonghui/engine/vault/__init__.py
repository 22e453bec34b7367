"""Personal data at rest: encryption, a keyed blind index for exact search, and masking.

The keys lie in one file of the installation's home, apart from the database, so that a stolen database alone
tells nobody's number.
"""
