"""Assembly: settings, wiring and the running processes. Alone in knowing every room."""
