"""困难职工帮扶: a worker's application for one year's hardship aid, from the survey to payment."""
