"""The versions of the tables. Imports nothing, for the first look at a file asks too."""

VERSIONS = ("0001",)
"""Revisions of `migrations/versions`, oldest first; a test holds the two together, so Alembic loads only to migrate."""
