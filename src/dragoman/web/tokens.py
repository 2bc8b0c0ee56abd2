"""What a form carries to show that it was ours: a token bound to the reader's session."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request

COOKIE = "dragoman_session"
READER = "dragoman_reader"
"""The cookie that keeps the name under which a reader corrects."""
FIELD = "token"
_SALT = 8


@dataclass(frozen=True)
class Tokens:
    """Gives tokens and knows its own again, as long as the server runs."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def give(self, session: str) -> str:
        """A token for a session; another one each time, so that compressed pages do not betray it."""
        salt = secrets.token_hex(_SALT)
        return f"{salt}{self._sign(salt, session)}"

    def knows(self, token: str, session: str | None) -> bool:
        """Whether a token was given for this session."""
        salt, signature = token[: 2 * _SALT], token[2 * _SALT :]
        return bool(session) and hmac.compare_digest(signature.encode(), self._sign(salt, session or "").encode())

    def _sign(self, salt: str, session: str) -> str:
        return hmac.new(self.key, f"{salt}:{session}".encode(), hashlib.sha256).hexdigest()


def session_of(request: Request) -> str:
    """The reader's session, a new one where there is none."""
    kept = request.cookies.get(COOKIE, "")
    return kept if len(kept) == 32 and kept.isalnum() else secrets.token_hex(16)


def from_elsewhere(request: Request) -> bool:
    """Whether the browser says that another site sent this."""
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    return foreign or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
