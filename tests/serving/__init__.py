"""Real servers for tests: EntryGo as a process of its own, and a real SMTP server that can be told to misbehave."""
