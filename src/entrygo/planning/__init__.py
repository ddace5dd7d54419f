"""What should happen: a pure fold of rules over an immutable snapshot."""
