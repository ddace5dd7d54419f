"""Durable runs: DBOS behind the runner port, the lease of each process, who takes over from whom."""
