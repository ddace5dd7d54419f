"""Upkeep of an installation: backup, restore, retention, doctor, audit."""
