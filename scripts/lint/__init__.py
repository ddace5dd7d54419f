"""The lint rules: what the ready-made checkers cannot know. One file a family."""
