"""The rules that a methodology must keep, one rule or family a module; a module's docstring is the page of its rule."""
