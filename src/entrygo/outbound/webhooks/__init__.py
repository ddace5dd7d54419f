"""Webhooks over HTTP: the sender, and the addresses it may send to. Retries are decided in ``effects/webhooks.py``."""
