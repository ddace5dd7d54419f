"""What callers are answered, for the API description and the tests; answers are encoded from plain documents."""
