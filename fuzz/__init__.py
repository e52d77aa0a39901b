"""Coverage-guided fuzzing of the way from a text to its values: ``python -m fuzz``."""
