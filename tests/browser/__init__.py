"""Pages in a real browser. A package: its server ends with its last test."""
