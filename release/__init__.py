"""The release: what is built from a commit, tried without its source, and described: ``make release``."""
