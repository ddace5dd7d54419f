"""Thousands of exports by clients that insist, a server that is killed, a mail server that misbehaves: and a ledger."""
