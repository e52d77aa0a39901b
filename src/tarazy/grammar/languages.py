"""The three languages that files are written in and readers are spoken to in."""

from __future__ import annotations

LANGUAGES = ("en", "ru", "kk")
"""Codes of the languages, by ISO 639-1."""
