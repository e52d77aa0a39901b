"""Tarazy: a language for the methodologies by which states score their bodies."""
