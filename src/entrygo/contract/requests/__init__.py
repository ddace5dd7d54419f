"""What callers may send: one model a request, validated all at once, every fault in the contract's zod-like form."""
