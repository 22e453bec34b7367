"""工作日志: guidance visits, liaison with other offices, advice and talks, a line for each time."""
