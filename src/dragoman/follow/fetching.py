"""Addresses fetched politely: as robots.txt allows, one request a host at a time and not too often, wherever they lead."""

from __future__ import annotations

import datetime
import email.utils
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import dragoman
from dragoman.follow.addresses import Target, target
from dragoman.follow.problem import Problem
from dragoman.follow.request import Answer, Limits, ask

NAME = "dragoman"
"""As robots.txt calls us."""
AGENT = f"{NAME}/{dragoman.__version__} (reader of diplomatic feeds; +https://github.com/dragoman-project/dragoman)"
HEADERS = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
REDIRECTS = 5
PAUSE = 2.0
"""Seconds between two requests to one host, where it does not ask for more."""
LONGEST_PAUSE = 60.0
"""Seconds of the longest Crawl-delay that is kept; a host that asks for more is not read at that pace but at this one."""
WAIT = 3600.0
"""Seconds that a host is left alone that is overloaded and does not say for how long."""
LONGEST_WAIT = 7 * 86400.0
ROBOTS_KEPT = 86400.0
"""Seconds for which a robots.txt holds."""
ROBOTS_MISSED = 300.0
"""Seconds after which a robots.txt that could not be had is asked for again."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds; ``None`` where it has not changed. ``address`` is where it was found in the end."""

    address: str
    body: bytes | None
    etag: str | None = None
    modified: str | None = None


@dataclass
class _Host:
    """What is known of a host: when it may be asked again, and how often."""

    next: float = 0.0
    pause: float = PAUSE
    left_alone: float = 0.0


@dataclass
class Fetcher:
    """Fetches, and remembers of each host what it asked for. ``now`` counts seconds since 1970."""

    allow_private: bool = False
    limits: Limits = field(default_factory=Limits)
    pause: float = PAUSE
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _robots: dict[str, tuple[float, RobotFileParser | Problem]] = field(default_factory=dict)

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What an address holds, unless it is as it was when it had this ``etag`` or ``modified``. Raises Problem."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        asked = {name: value for name, value in conditions.items() if value}
        found, answer = self._followed(address, asked, heed_robots=True)
        if answer.status == 304 and asked:
            return Fetched(found, None, etag, modified)
        if answer.status != 200:
            raise self._refused(found, answer)
        return Fetched(found, answer.body, answer.headers.get("etag"), answer.headers.get("last-modified"))

    def _followed(self, address: str, headers: Mapping[str, str], heed_robots: bool) -> tuple[str, Answer]:
        """The answer at the end of the redirects; every step is checked as the first was."""
        for _ in range(REDIRECTS + 1):
            where = target(address, self.allow_private)
            if heed_robots:
                self._heed_robots(where, address)
            answer = self._ask(where, headers)
            if answer.status not in (301, 302, 303, 307, 308):
                return address, answer
            if not answer.headers.get("location"):
                raise Problem("redirected to nowhere; tell its publisher")
            location = answer.headers["location"].encode("latin-1").decode("utf-8", "replace")
            try:
                address = urljoin(address, location).partition("#")[0]
            except ValueError as error:
                raise Problem(f"redirected to what is no address ({error}); tell its publisher") from error
        raise Problem(f"redirected more than {REDIRECTS} times; check the address")

    def _ask(self, where: Target, headers: Mapping[str, str]) -> Answer:
        host = self._hosts.setdefault(where.host, _Host(pause=self.pause))
        if host.left_alone > self.now():
            wait = host.left_alone - self.now()
            raise Problem(f"{where.host} asked to be left alone for {wait:.0f} s more", passing=True, wait=wait)
        if host.next > self.now():
            self.sleep(host.next - self.now())
        try:
            return ask(where, {**HEADERS, **headers}, self.limits)
        finally:
            host.next = self.now() + host.pause

    def _refused(self, address: str, answer: Answer) -> Problem:
        status, after = answer.status, answer.headers.get("retry-after")
        if status == 429 or (status == 503 and after is not None):
            wait = min(retry_after(after, self.now()), LONGEST_WAIT)
            host = target(address, self.allow_private).host
            self._hosts[host].left_alone = self.now() + wait
            return Problem(f"status {status}: asks to wait {wait:.0f} s", passing=True, wait=wait)
        if status >= 500 or status in (408, 425):
            return Problem(f"status {status}: out of order; try later", passing=True)
        return Problem(f"status {status}: not to be had; check the address")

    def _heed_robots(self, where: Target, address: str) -> None:
        """Raises Problem where robots.txt keeps us out, or cannot be asked."""
        until, rules = self._robots.get(where.origin, (0.0, Problem("")))
        if until <= self.now():
            rules = self._rules(where)
            kept = ROBOTS_MISSED if isinstance(rules, Problem) else ROBOTS_KEPT
            self._robots[where.origin] = (self.now() + kept, rules)
        if isinstance(rules, Problem):
            raise rules
        asked = rules.crawl_delay(NAME)
        host = self._hosts.setdefault(where.host, _Host(pause=self.pause))
        host.pause = max(self.pause, min(float(asked or 0), LONGEST_PAUSE))
        if not rules.can_fetch(NAME, address):
            raise Problem("its robots.txt keeps us out; take the feed out of the list, or ask its publisher")

    def _rules(self, where: Target) -> RobotFileParser | Problem:
        rules = RobotFileParser()
        try:
            _, answer = self._followed(f"{where.origin}/robots.txt", {}, heed_robots=False)
        except Problem as problem:
            return Problem(f"its robots.txt: {problem}", passing=problem.passing, wait=problem.wait)
        if answer.status == 429 or answer.status >= 500:
            refused = self._refused(f"{where.origin}/", answer)
            return Problem(f"its robots.txt: {refused}", passing=True, wait=refused.wait)
        if answer.status in (401, 403):
            return Problem(f"its robots.txt: status {answer.status}, which keeps us out; ask its publisher")
        lines = answer.body.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
        rules.parse(lines if answer.status == 200 else [])
        return rules


def retry_after(value: str | None, now: float) -> float:
    """The seconds that Retry-After tells, in numbers or as a date.

    >>> retry_after("120", 0), retry_after("Thu, 01 Jan 1970 00:05:00 GMT", 60), retry_after("soon", 0)
    (120.0, 240.0, 3600.0)
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return WAIT
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, moment.timestamp() - now)
