"""What is said: the facts, findings, plans, requests, answers and errors that every room shares. Pure values."""
