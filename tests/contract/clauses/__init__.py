"""The manifest's clauses: one file a group of areas, each exporting ``CLAUSES``. The folder is the registry."""
