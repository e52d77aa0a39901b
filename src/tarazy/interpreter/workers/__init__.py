"""Processes that read files of strangers, apart from the program that asks: they hold none of its data, know none of
its types, and may fall.

Nothing here imports another part of the program, so that a process begins soon.
"""
