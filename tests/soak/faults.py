"""What happens to the server meanwhile."""

import random
import threading
import time
from collections import Counter

from tests.serving.server import Server


class Faults:
    """A thread that kills the server and takes its artifact folder away, at random instants, until it is stopped."""

    def __init__(self, server: Server, chance: random.Random, *, seconds_between: float) -> None:
        self._server, self._chance = server, chance
        self._seconds_between = seconds_between
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="faults")
        self.happened: Counter[str] = Counter()
        self.failure: BaseException | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """No more faults from here on; the server lives and all is in its place."""
        self._stop.set()
        self._thread.join()
        if self.failure is not None:
            raise self.failure

    def _run(self) -> None:
        try:
            while not self._stop.wait(self._chance.uniform(0.2, 2) * self._seconds_between):
                self._chance.choice([self.kill, self.kill, self.take_the_folder])()
        except BaseException as error:  # told by stop, in the test's own thread
            self.failure = error

    def kill(self) -> None:
        """``kill -9`` at no particular moment, and the next life."""
        self._server.kill()
        self._server.start()
        self.happened["kill -9"] += 1

    def take_the_folder(self) -> None:
        """Artifacts can neither be written nor read for a while: their folder is a file."""
        folder = self._server.home / "artifacts"
        aside = folder.with_name("artifacts.aside")
        folder.rename(aside)
        folder.write_text("no folder")
        time.sleep(self._chance.uniform(0.3, 0.3 + self._seconds_between / 2))
        folder.unlink()
        aside.rename(folder)
        self.happened["folder away"] += 1
