"""Ways to tell a warehouse: one file a channel."""
