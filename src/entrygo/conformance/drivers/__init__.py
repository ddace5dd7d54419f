"""The doors that scenarios go through: one file a door, each behind the same small interface."""
