"""What this installation is: when it was set up, and whether it is a demonstration with a date of its own."""
