"""宣传发动: handouts, broadcasts, messages and lists, how many and whom they reached."""
