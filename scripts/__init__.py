"""The house's own tools: set-up, checks, locks. Nothing here is shipped."""
