"""Where mail that came back lies: one file a kind of mailbox."""
