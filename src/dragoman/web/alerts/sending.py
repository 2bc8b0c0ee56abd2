"""Messages sent: mail by SMTP, webhooks as standardwebhooks.com has them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from dragoman.errors import DragomanError, InputError
from dragoman.follow.addresses import target
from dragoman.follow.fetching import AGENT
from dragoman.follow.problem import Problem
from dragoman.follow.request import Limits, ask
from dragoman.web.alerts.looking import Message, Told
from dragoman.web.alerts.outbox import Waiting
from dragoman.web.wording import Wording, wording

SECONDS = 20.0


class NotSent(DragomanError):
    """A message did not get through. ``for_good``: nor will it, however often it is tried."""

    def __init__(self, message: str, *, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


@dataclass(frozen=True)
class Smtp:
    """A mail server: ``smtp://`` (STARTTLS where it is offered), ``smtps://``, with or without a user and a password."""

    address: str
    sender: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise InputError("a mail server is written smtp://user:password@host:587, or smtps://…")
        if "@" not in self.sender:
            raise InputError(f"“{self.sender}” is no address that mail comes from; write news@example.org")

    @contextmanager
    def opened(self) -> Iterator[smtplib.SMTP]:
        """A connection, encrypted where the server can, and signed in. A password never goes out unencrypted."""
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
        with server:
            if parts.scheme == "smtp":
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=context)
                elif parts.username:
                    raise NotSent(f"{host} offers no encryption (STARTTLS), so no password is sent to it; use smtps://")
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            yield server


@dataclass(frozen=True)
class Ways:
    """How messages are sent; ``allow_private``: webhooks may lie on this machine or in a private net."""

    smtp: Smtp | None = None
    allow_private: bool = False
    limits: Limits = field(default_factory=lambda: Limits(seconds=SECONDS, size=64 * 1024))
    now: Callable[[], float] = time.time

    def send(self, one: Waiting) -> None:
        """Send a message. Raises NotSent."""
        if one.channel == "mail":
            self._mail(one)
        else:
            self._webhook(one)

    def _mail(self, one: Waiting) -> None:
        if self.smtp is None:
            raise NotSent("no mail server is told; give DRAGOMAN_SMTP or --smtp")
        mail = written(one.message, self.smtp.sender, one.target)
        try:
            with self.smtp.opened() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            (code, words), *_ = error.recipients.values()
            raise NotSent(f"{code} {words.decode('utf-8', 'replace')}", for_good=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            told = error.smtp_error
            words_ = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
            raise NotSent(
                f"{error.smtp_code} {words_}",
                for_good=isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500,
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"mail server: {' '.join(str(error).split()) or type(error).__name__}") from error

    def _webhook(self, one: Waiting) -> None:
        sent, id, at = one.body.encode(), one.message.id, str(int(self.now()))
        headers = {
            "User-Agent": AGENT,
            "Content-Type": "application/json",
            "Connection": "close",
            "webhook-id": id,
            "webhook-timestamp": at,
            "webhook-signature": signature(one.secret or "", id, at, sent),
        }
        try:
            answer = ask(target(one.target, self.allow_private), headers, self.limits, sent)
        except Problem as problem:
            raise NotSent(str(problem)) from problem
        if answer.status == 410:
            raise NotSent("status 410: the receiver wants no more", for_good=True)
        if not 200 <= answer.status < 300:
            raise NotSent(f"status {answer.status}")


def signature(secret: str, id: str, at: str, sent: bytes) -> str:
    """What tells the receiver that a message is ours and unchanged.

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.partition("_")[2])
    signed = hmac.new(key, f"{id}.{at}.".encode() + sent, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def written(message: Message, sender: str, to: str) -> EmailMessage:
    """A message as mail; its Message-ID is the same however often it is tried, so that a second copy is known for one."""
    own = wording(message.language)
    count = len(message.entries) + message.more
    mail = EmailMessage()
    title = own.count_of("notice.title", count, name=message.alert)
    mail["Subject"] = f"Dragoman · {' '.join(title.split())}"
    mail["From"] = sender
    mail["To"] = to
    mail["Date"] = format_datetime(message.made)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2].strip('> ')}>"
    mail["Auto-Submitted"] = "auto-generated"
    parts = [_entry(one, own) for one in message.entries]
    if message.more:
        parts.append(own.say("notice.more", n=own.number(message.more)))
    parts.append("-- \n" + own.say("notice.why", name=message.alert, subject=message.subject))
    mail.set_content("\n\n".join(parts) + "\n", cte="quoted-printable")
    return mail


def _entry(one: Told, own: Wording) -> str:
    head = " · ".join(part for part in (own.day(one.day) if one.day else "", " ".join(one.title.split())) if part)
    return "\n".join(part for part in (head, " ".join(one.text.split()), one.url or "") if part)
