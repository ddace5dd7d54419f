"""Whether a server keeps the contract: scenarios as data, run over a door, judged against frozen requirements."""
