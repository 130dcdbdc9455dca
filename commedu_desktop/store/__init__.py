"""The database: tables, queries, search, journal, migrations."""
