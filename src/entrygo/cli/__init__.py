"""The command line. A command calls the function it runs; rooms that load slowly are imported inside the command."""
