"""Walkon: consenting people, face and voice, in generated films."""

__version__ = "0.1.0"
