"""Shops read over their own interfaces: products and orders pulled, webhooks taken in, all through the file import."""
