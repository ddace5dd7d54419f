"""A large model's server on loopback, which answers a recorded transcript and keeps what it was asked."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Model:
    """A server of chat completions that answers the next of its transcript, a verdict or a status with a text."""

    transcript: list[Any]
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""


@contextmanager
def chat_model() -> Iterator[Model]:
    """The server, while the block runs."""
    served = Model([])

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            served.asked.append(body | {"path": self.path, "authorization": self.headers["authorization"]})
            said = served.transcript.pop(0)
            status, content = said if isinstance(said, tuple) else (200, json.dumps(said))
            answer = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        served.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield served
        server.shutdown()
        thread.join()
