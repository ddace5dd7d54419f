"""The version of the client, the server's own."""

VERSION = "0.1.0"
