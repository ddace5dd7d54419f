"""What may happen: the one table of states, transitions and events."""
