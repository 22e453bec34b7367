"""用人单位: who employs the workers, with the credit code, headcount, and the union that stands there."""
