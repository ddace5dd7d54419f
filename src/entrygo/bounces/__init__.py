"""Mail that comes back from mail servers and people: read, classified, applied."""
