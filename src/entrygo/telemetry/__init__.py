"""How a node is watched: metrics, traces, log lines, readiness; measured at the doors and around the ports."""
