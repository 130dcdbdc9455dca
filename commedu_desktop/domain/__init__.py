"""Rules and values of a community education centre; standard library only."""
