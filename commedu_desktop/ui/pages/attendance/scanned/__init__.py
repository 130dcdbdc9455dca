"""Scanned sign-in sheets: choose files, look at what is doubtful, enter everything at once."""
