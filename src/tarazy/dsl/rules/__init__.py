"""The rules that a methodology must keep, one rule or small family a module; a module's docstring is the rule's page."""
