"""A mail server that accepts connections and then says nothing, or a little, until it is told to go on."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class HangingMailServer:
    """Greets nobody. ``held`` counts the connections it keeps waiting."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        self.connections: list[socket.socket] = []
        self.came = threading.Condition()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with self.came:
                    self.connections.append(connection)
                    self.came.notify_all()

    def wait_for(self, count: int, seconds: float = 20) -> None:
        """Until so many connections hang here."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.connections) >= count, seconds), len(self.connections)

    def close(self) -> None:
        """Let everybody go."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self.connections:
            connection.close()


@contextmanager
def hanging_mail_server() -> Iterator[HangingMailServer]:
    """One for the time of the block."""
    server = HangingMailServer()
    try:
        yield server
    finally:
        server.close()
