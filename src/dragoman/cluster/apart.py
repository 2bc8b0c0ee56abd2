"""Pages read in a process apart, so that one that crashes or hangs it is set apart with the reason, and the rest goes on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

import msgspec

from dragoman.cluster.child import READY, How
from dragoman.cluster.parts import Outcome, Reason
from dragoman.cluster.raw import Raw
from dragoman.errors import DragomanError

TRIES = 2
"""How often a page may end the process that reads it before it is set apart."""
FROM_OUTSIDE = 6
"""How often it may be killed from outside: by a person, or by a machine short of memory, which may be the page's doing."""
GRACE = 10.0
"""Seconds that a process is given beyond those after which it should have ended itself."""
START = 600.0
"""Seconds that a process may take to load its models on a busy machine."""


@dataclass(frozen=True)
class _Ended(Exception):
    """The process ended under a page: of itself, by a signal, or because it took too long."""

    reason: Reason
    told: str
    outside: bool


@dataclass
class Apart:
    """Reads pages one after the other in a process that it keeps, and starts again where it ended."""

    how: How
    _process: subprocess.Popen[bytes] | None = None
    _pipe: Connection | None = None
    _decode: Any = field(default_factory=lambda: msgspec.msgpack.Decoder(Outcome).decode)

    def read(self, raw: Raw) -> Outcome:
        """What became of a page; one that ends its process again and again is set apart."""
        own = outside = 0
        while True:
            try:
                return self._asked(raw)
            except _Ended as ended:
                own, outside = own + (not ended.outside), outside + ended.outside
                if own >= TRIES or outside >= FROM_OUTSIDE:
                    message = f"{raw.where}: {ended.told}, {own + outside} times; the page is set apart"
                    return Outcome(n=raw.n, where=raw.where, reason=ended.reason, message=message)

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._pipe = self._process = None

    def _asked(self, raw: Raw) -> Outcome:
        pipe = self._started()
        try:
            pipe.send_bytes(msgspec.msgpack.encode(raw))
            if not pipe.poll(self.how.seconds + GRACE):
                raise self._hung()
            outcome: Outcome = self._decode(pipe.recv_bytes())
        except (EOFError, OSError) as error:
            raise self._ended() from error
        return outcome

    def _started(self) -> Connection:
        """The pipe to a process that is ready, another where the last one ended."""
        for _ in range(FROM_OUTSIDE):
            if self._pipe is not None:
                return self._pipe
            self._start()
            assert self._pipe is not None
            try:
                self._pipe.send_bytes(msgspec.msgpack.encode(self.how))
                if self._pipe.poll(START) and self._pipe.recv_bytes() == READY:
                    return self._pipe
            except (EOFError, OSError):
                pass
            self.close()
        raise DragomanError("the process that reads pages cannot be started; try “dragoman read” on this machine")

    def _start(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dragoman.cluster.child", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **one_thread, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        self._pipe = ours

    def _hung(self) -> _Ended:
        self.close()
        return _Ended("hang", f"it took more than {self.how.seconds:g} s to read", outside=False)

    def _ended(self) -> _Ended:
        assert self._process is not None
        try:
            code = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            code = -signal.SIGPIPE
        self.close()
        if code == 1:  # as faulthandler ends it
            return self._hung()
        told = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return _Ended("crash", f"the process that read it died ({told})", outside=code == -signal.SIGKILL)
