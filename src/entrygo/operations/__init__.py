"""What callers do: one file a verb, each a plain function of an actor, a request and a unit of work."""
