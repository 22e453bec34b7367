"""交通和误工补贴: from the survey through three levels of review to payment."""
