"""Upkeep: backups, restores, checks. A package: its servers end with its last test."""
