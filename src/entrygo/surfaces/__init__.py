"""Doors: each translates its own protocol to the operations and back."""
