"""规范化检查: inspections of how unions and employers keep the standard, and what each found where."""
