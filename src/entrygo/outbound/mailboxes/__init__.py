"""Mailboxes that answers and bounces arrive in, one file a kind."""
