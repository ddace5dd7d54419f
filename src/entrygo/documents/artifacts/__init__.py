"""The artifacts, one file a kind. The folder is the registry."""
