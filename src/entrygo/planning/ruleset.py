"""The version of the rules as a whole: part of every snapshot, raised when any rule or the structure changes."""

RULESET = "2026.11.1"
