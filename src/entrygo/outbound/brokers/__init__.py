"""Ways to hand a package to a broker: one file a transport."""
