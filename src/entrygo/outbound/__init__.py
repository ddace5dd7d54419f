"""Messages that leave: one file a transport."""
