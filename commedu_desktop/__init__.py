"""CommEdu Desktop: the office of a community education centre, offline, on one PC."""

__version__ = "0.1.0"
