"""Assembly of a process from the rooms below, and serving it."""
