"""What a value is made of, drawn: as a tree of text, for Mermaid, as SVG, and as JSON."""
