"""What code it may be: candidates for a product's classification."""
