"""Outside formats: bytes to plain rows and back."""
