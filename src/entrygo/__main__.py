"""The ``entrygo`` program; ``python -m entrygo`` is the same."""

from entrygo.runtime.loading import kept_objects


def main() -> None:
    """Load the commands, then run the one that was asked for."""
    with kept_objects():
        from entrygo.cli.main import main as run
    run()


if __name__ == "__main__":
    main()
