"""A methodology as a document for people: formulas typeset, tables, the drawing of what depends on what."""
