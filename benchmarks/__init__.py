"""Timings of Tarazy against peers in the same run: ``make bench``."""
