"""From the text of a methodology to a checked program; knows no data."""
