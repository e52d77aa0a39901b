"""Invented data of the yearly evaluation of state bodies: the files that `tarazy example-data` writes."""
