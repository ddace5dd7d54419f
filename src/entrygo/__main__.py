"""``python -m entrygo`` is the ``entrygo`` program."""

from entrygo.runtime.main import main

main()
