"""EntryGo: an export protocol server. sync -> plan -> execute -> inspect."""

__version__ = "0.1.0"
