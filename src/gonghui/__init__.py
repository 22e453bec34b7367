"""Gonghui 工会工作台: a township trade union's records, figures and summaries."""

__version__ = "0.4.0"
