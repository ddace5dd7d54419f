"""What a broker's mail server and people send back: read, told apart, applied."""
