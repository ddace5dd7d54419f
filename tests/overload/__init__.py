"""What a server does that is asked for more than it has: calls, bytes, connections, disks, databases, time."""
