"""The console: where people see, fix and send."""
