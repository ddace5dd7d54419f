"""The demo: a filled sandbox, a mail server that keeps what it gets, and one export walked through the loop."""
