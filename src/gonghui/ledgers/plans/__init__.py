"""工作计划, 问题不足: what was planned for a year, and what fell short."""
