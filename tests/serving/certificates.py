"""What a client trusts, read once: each new HTTP client would else read the machine's certificates again.

That reading is a third of the processor time of a test that calls a server.
"""

import ssl
from functools import cache


def share_what_is_trusted() -> None:
    """From now on clients of this process that trust the same file of certificates share one context."""
    made = ssl.create_default_context

    @cache
    def of_client(**trusted: str) -> ssl.SSLContext:
        return made(**trusted)

    def context(purpose: ssl.Purpose = ssl.Purpose.SERVER_AUTH, **trusted: str) -> ssl.SSLContext:
        is_shared = purpose is ssl.Purpose.SERVER_AUTH and bool(trusted)
        return of_client(**trusted) if is_shared else made(purpose, **trusted)

    vars(ssl)["create_default_context"] = context
