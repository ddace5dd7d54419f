"""The version of the server, for whoever tells it; the package tells the same."""

VERSION = "0.1.0"
