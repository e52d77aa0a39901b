"""The grammar of the language, its table of keywords, and the parser tables built from them."""
