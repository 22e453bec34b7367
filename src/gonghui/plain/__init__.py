"""Facts that need no framework: the clock, identity numbers, money, quantities, periods, Chinese and pinyin."""
