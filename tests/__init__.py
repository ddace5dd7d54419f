"""The tests: rooms mirror src, contract follows the clauses, the others are named by what they prove."""
