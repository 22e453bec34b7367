"""Rows spread by jurisdiction, so that one schema serves one PC's SQLite, a city's PostgreSQL and a country's Citus.

A *ledger table* is the table of a model that derives from `rows.JurisdictionRow`: each of its rows carries
``jurisdiction_id``, the county-level unit that it belongs to. Every other table is a *reference table*, which would lie
whole on every shard.
"""
