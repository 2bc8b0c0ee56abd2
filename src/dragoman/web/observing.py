"""What operators ask of a server: is it well (/healthz), how much does it do and how fast (/metrics), and a log of requests.

Figures are in Prometheus's text format (0.0.4). Neither they nor the log hold what was asked for: no queries, no addresses.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "::1")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; those that Prometheus's own libraries have."""
METHODS = ("GET", "HEAD", "POST")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_log = logging.getLogger("dragoman.requests")


class Figures:
    """Counts of requests by method, room and status, and how long they took."""

    def __init__(self) -> None:
        self.begun = time.time()
        self.running = 0
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.within: Counter[tuple[str, float]] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.ended: Counter[str] = Counter()

    def add(self, method: str, room: str, status: int, seconds: float) -> None:
        """A request that was answered."""
        self.requests[method, room, status] += 1
        self.ended[room] += 1
        self.seconds[room] += seconds
        for bucket in BUCKETS:
            if seconds <= bucket:
                self.within[room, bucket] += 1

    def text(self) -> str:
        """All figures, as Prometheus reads them."""
        lines = [
            *_head("dragoman_requests_total", "counter", "Requests answered."),
            *(
                f'dragoman_requests_total{{method="{method}",room="{room}",status="{status}"}} {count}'
                for (method, room, status), count in sorted(self.requests.items())
            ),
            *_head("dragoman_request_seconds", "histogram", "Seconds until a request was answered."),
            *(line for room in sorted(self.ended) for line in self._histogram(room)),
            *_head("dragoman_requests_running", "gauge", "Requests that are being answered."),
            f"dragoman_requests_running {self.running}",
            *_head("process_start_time_seconds", "gauge", "When the process began, in seconds since 1970."),
            f"process_start_time_seconds {self.begun:.3f}",
            *_used(),
        ]
        return "\n".join(lines) + "\n"

    def _histogram(self, room: str) -> list[str]:
        name, ended = "dragoman_request_seconds", self.ended[room]
        lines = [f'{name}_bucket{{room="{room}",le="{bucket}"}} {self.within[room, bucket]}' for bucket in BUCKETS]
        lines.append(f'{name}_bucket{{room="{room}",le="+Inf"}} {ended}')
        return [
            *lines,
            f'{name}_sum{{room="{room}"}} {self.seconds[room]:.6f}',
            f'{name}_count{{room="{room}"}} {ended}',
        ]


class Observed:
    """The application, watched. ``probe`` raises where the store cannot be read; ``shown``: figures for whoever can reach us."""

    def __init__(self, app: ASGIApp, probe: Callable[[], None], rooms: frozenset[str], shown: bool = False) -> None:
        self.app = app
        self.figures = Figures()
        self._probe = probe
        self._rooms = rooms
        self._shown = shown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == "/healthz":
            await (await self._health())(scope, receive, send)
        elif scope["path"] == "/metrics" and (self._shown or _is_near(scope)):
            await PlainTextResponse(self.figures.text(), media_type="text/plain; version=0.0.4")(scope, receive, send)
        else:
            await self._watched(scope, receive, send)

    async def _health(self) -> PlainTextResponse:
        try:
            await run_in_threadpool(self._probe)
        except Exception as error:  # whatever it is, we are not well
            _log.warning("not well: %s", error)
            return PlainTextResponse("the store cannot be read\n", 503)
        return PlainTextResponse("well\n")

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, begun = 500, time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self.figures.running += 1
        try:
            await self.app(scope, receive, noted)
        finally:
            self.figures.running -= 1
            seconds = time.perf_counter() - begun
            method, path = Request(scope).method, scope["path"]
            self.figures.add(method if method in METHODS else "other", self._room(path), status, seconds)
            told = {"method": method, "path": path, "status": status, "ms": round(seconds * 1000, 1)}
            _log.info("request", extra={"told": told})

    def _room(self, path: str) -> str:
        """The first step of a path, or of what is under /api; few enough to count by."""
        steps = path.strip("/").split("/")
        room = "/".join(steps[:2] if steps[0] == "api" else steps[:1])
        return f"/{room}" if f"/{room}" in self._rooms else "other"


class JsonLines(logging.Formatter):
    """A line of the log as a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def log_as_json() -> None:
    """Write the log on standard error, a JSON object a line: requests, and what goes wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _log.setLevel(logging.INFO)


def _is_near(scope: Scope) -> bool:
    """Whether a request is from this machine itself, and not from another through a proxy on it."""
    client, headers = scope.get("client"), Headers(scope=scope)
    return client is not None and client[0] in LOOPBACK and not any(name in headers for name in FORWARDED)


def _used() -> list[str]:
    """What the process took of the machine, where that can be told."""
    try:
        import resource
    except ImportError:  # on Windows
        return []
    used = resource.getrusage(resource.RUSAGE_SELF)
    return [
        *_head("process_cpu_seconds_total", "counter", "Seconds of processor time."),
        f"process_cpu_seconds_total {used.ru_utime + used.ru_stime:.3f}",
        *_head("process_max_resident_memory_bytes", "gauge", "The most memory that the process had."),
        f"process_max_resident_memory_bytes {used.ru_maxrss * 1024}",
    ]


def _head(name: str, kind: str, words: str) -> list[str]:
    return [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]
