"""The HTTP door: one file a noun."""
