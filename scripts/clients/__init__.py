"""Writes what the clients are told of the API: types and methods, from the description (``make golden`` does)."""
