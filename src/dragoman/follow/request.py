"""One request: to the number that was checked, within a time and a size, whatever the other side does."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.follow.addresses import Target
from dragoman.follow.problem import Problem

PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` for a whole request, and ``size`` in bytes of what it brings, unpacked."""

    seconds: float = 30.0
    size: int = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered; the names of ``headers`` are in small letters. Only a status of 200 has a body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(target: Target, headers: Mapping[str, str], limits: Limits, sent: bytes | None = None) -> Answer:
    """Ask once, or send (POST) once, without following anywhere. Raises Problem."""
    connection = _Connection(target, limits.seconds)
    late = threading.Event()
    try:
        with contextlib.closing(connection), _deadline(connection, limits.seconds, late):
            connection.request("GET" if sent is None else "POST", target.path, body=sent, headers=dict(headers))
            with contextlib.closing(connection.getresponse()) as answer:
                told = {name.lower(): value for name, value in answer.getheaders()}
                body = _body(answer, told, limits.size) if answer.status == 200 else b""
            if late.is_set():
                raise TimeoutError
            return Answer(answer.status, told, body)
    except Problem:
        if late.is_set():
            raise _late(limits) from None
        raise
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise _late(limits) from error
        why = " ".join(str(error).split())[:100] or type(error).__name__
        raise Problem(f"broken off or not understood ({why}); try later", passing=True) from error


def _late(limits: Limits) -> Problem:
    return Problem(f"not answered within {limits.seconds:g} s; try later", passing=True)


class _Connection(http.client.HTTPConnection):
    """A connection to the number that was checked; the name is for the host's own use, and for its certificate."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._target = target
        self.wire: socket.socket | None = None  # http.client forgets its own while a body is read that ends with it
        # http.client leaves the port out of “Host” where it is the usual one of its kind
        self.default_port = 443 if target.scheme == "https" else 80

    def connect(self) -> None:
        self.sock = self.wire = socket.create_connection((self._target.number, self._target.port), self.timeout)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            wrapped = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self.wire = wrapped
            wrapped.do_handshake()


@contextlib.contextmanager
def _deadline(connection: _Connection, seconds: float, late: threading.Event) -> Iterator[None]:
    """Cut the connection when the time is up: a host that sends a byte now and then never runs into a timeout."""

    def cut() -> None:
        late.set()
        if connection.wire is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection.wire, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], size: int) -> bytes:
    """The body, unpacked; never more of it in memory than ``size`` and a piece."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise Problem(f"packed as “{packing[:40]}”, which was not asked for; tell its publisher")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    body, raw = bytearray(), 0
    while piece := answer.read(PIECE):
        raw += len(piece)
        body += unpack.decompress(piece, size + 1 - len(body)) if unpack else piece
        if len(body) > size or raw > size:
            raise Problem(f"larger than {size / (1024 * 1024):g} MiB, or packed to be so; it is not read")
    if answer.length or (unpack and not unpack.eof):
        raise Problem("cut short; try later", passing=True)
    return bytes(body)
