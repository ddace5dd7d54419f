"""The console in a real browser. A package: its servers end with its last test."""
