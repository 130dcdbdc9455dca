"""Selects that return frozen rows, one file a feature."""
