"""金秋助学: autumn aid for the children of workers at school, from the survey to payment."""
