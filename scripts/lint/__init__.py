"""The house rules: what the ready-made checkers cannot know. One file a family."""
