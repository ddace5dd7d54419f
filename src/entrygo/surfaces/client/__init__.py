"""The Python client; it sees the contract alone."""
