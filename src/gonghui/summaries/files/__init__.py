"""What is made of a paper beside its main file: its checking sheet, its covering report, and its shorter versions."""
