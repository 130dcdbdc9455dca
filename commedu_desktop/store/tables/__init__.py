"""Mapped classes, one file a feature."""
