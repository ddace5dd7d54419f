"""What callers are promised, clause by clause. A package: its servers end with its last test."""
