"""Large models that look over rankings of codes."""
