"""The modules of the language's own library, written in the language."""
