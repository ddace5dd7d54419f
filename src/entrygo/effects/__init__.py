"""What the world is owed: the durable workflow of an execution and the delivery of its messages."""
