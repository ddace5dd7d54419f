"""What papers say: bytes made from values, the same bytes on every machine."""
