"""``python -m entrygo`` is the ``entrygo`` program."""

from entrygo.cli.main import main

main()
