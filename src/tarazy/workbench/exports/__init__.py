"""The table of results as files for other programs, by the suffix of the file."""
