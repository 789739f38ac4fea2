"""The server's tables: SQLite by default, PostgreSQL where it is named."""
