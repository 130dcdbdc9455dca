"""What the program can do: one function a verb, one file a feature."""
