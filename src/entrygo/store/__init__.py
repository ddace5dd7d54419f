"""Rows: tables and SQL, shared by SQLite and PostgreSQL."""
