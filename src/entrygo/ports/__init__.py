"""What is asked of the outside world: one Protocol a technology. No implementation lives here."""
