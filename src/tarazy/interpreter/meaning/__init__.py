"""Meaning of the typed graph: each node becomes a function from a place to a cell."""
