"""Cases that a town and its upper union review before money is paid: what such registers share."""
