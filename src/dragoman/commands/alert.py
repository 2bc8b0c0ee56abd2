"""``dragoman alert``: mail and webhooks for what is new."""

from __future__ import annotations

import time

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, put
from dragoman.commands.options import allow_private_option, store_option


@click.group()
def command() -> None:
    """Be told of what is new, by mail or webhook: add, list, remove, run, outbox, retry.

    “run” looks for what came into the store and sends it. What cannot be sent is tried again for three days and a half;
    nothing is told twice.

    \b
    Examples:
      dragoman alert add desk --search 'pays:PRK statut:alleged' --mail desk@example.org --every day
      dragoman alert add turns --alarms --webhook https://hooks.example.org/dragoman
      dragoman alert run --once
      dragoman alert outbox
    """


@command.command()
@click.argument("name")
@click.option("--search", metavar="QUERY", help="New articles that match, as “dragoman search” finds them.")
@click.option("--saved", metavar="NAME", help="New articles that match a saved search, as it is when it is looked for.")
@click.option("--pair", metavar="A-B", help="New events between two, as in PRK-RUS; with --alarms: their alarms.")
@click.option("--alarms", is_flag=True, help="Days on which relations turn, of all pairs or of --pair.")
@click.option("--mail", metavar="ADDRESS", help="Send it there by mail.")
@click.option("--webhook", metavar="URL", help="Send it there by HTTP, as JSON.")
@click.option(
    "--every",
    default="now",
    show_default=True,
    type=click.Choice(["now", "hour", "day"]),
    help="As soon as it is found, or as a digest once an hour or a day.",
)
@click.option("--language", default="fr", show_default=True, type=click.Choice(["fr", "en"]), help="Of the message.")
@click.option("--site", metavar="URL", help="The address of the site, for links.")
@store_option
def add(
    name: str,
    search: str | None,
    saved: str | None,
    pair: str | None,
    alarms: bool,
    mail: str | None,
    webhook: str | None,
    every: str,
    language: str,
    site: str | None,
    location: str | None,
) -> None:
    """Tell of what comes from now on. Of a webhook, prints the secret that its messages are signed with.

    \b
    Examples:
      dragoman alert add coree --saved coree --mail ana@example.org --site https://news.example.org
      dragoman alert add prk-rus --pair PRK-RUS --webhook https://hooks.example.org/x
    """
    from dragoman.errors import InputError
    from dragoman.store import open_store
    from dragoman.web.alerts import alert

    kind, value = _subject(search, saved, pair, alarms)
    if (mail is None) == (webhook is None):
        raise click.UsageError("say where to: --mail ADDRESS or --webhook URL, one of them")
    with open_store(location) as store:
        try:
            made = alert.add(
                store,
                name,
                msgspec.convert(kind, alert.Kind),
                value,
                channel="mail" if mail is not None else "webhook",
                target=mail or webhook or "",
                every=msgspec.convert(every, alert.Every),
                language=language,
                site=site,
            )
        except InputError as error:
            raise click.UsageError(str(error)) from error
    if made.secret:
        put(made.secret.encode())
        complain("webhooks are signed with this secret (standardwebhooks.com)")


def _subject(search: str | None, saved: str | None, pair: str | None, alarms: bool) -> tuple[str, str]:
    """What it is about. Raises click.UsageError where that is nothing, or several things."""
    asked = [
        *([("alarms", pair or "")] if alarms else [("pair", pair)] if pair is not None else []),
        *([("search", search)] if search is not None else []),
        *([("saved", saved)] if saved is not None else []),
    ]
    if len(asked) != 1:
        raise click.UsageError("say what about: --search, --saved, --pair or --alarms, one of them")
    return asked[0]


@command.command(name="list")
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print an object a line, without secrets.")
def listed(location: str | None, as_json: bool) -> None:
    """All alerts: name, what about, where to, how often.

    \b
    Example:
      dragoman alert list
    """
    from dragoman.store import open_store
    from dragoman.web.alerts.alert import alerts

    with open_store(location) as store:
        for one in alerts(store):
            plain = msgspec.structs.replace(one, secret=None)
            line = "\t".join((one.name, one.subject, one.target, one.every))
            put(msgspec.json.encode(plain) if as_json else line.encode())


@command.command()
@click.argument("name")
@store_option
def remove(name: str, location: str | None) -> None:
    """Tell of NAME no more; what of it waits is not sent.

    \b
    Example:
      dragoman alert remove desk
    """
    from dragoman.store import open_store
    from dragoman.web.alerts.alert import remove as end

    with open_store(location) as store:
        end(store, name)


@command.command()
@click.option("--once", is_flag=True, help="One round, as from cron; exit status 1 where something was not sent.")
@click.option(
    "--every", "minutes", default=5, show_default=True, type=click.IntRange(min=1), help="Minutes between rounds."
)
@click.option(
    "--smtp",
    metavar="URL",
    envvar="DRAGOMAN_SMTP",
    help="The mail server, smtp://user:password@host:587 or smtps://… [default: $DRAGOMAN_SMTP].",
)
@click.option(
    "--from", "sender", metavar="ADDRESS", envvar="DRAGOMAN_MAIL_FROM", help="Mail's sender [default: dragoman@host]."
)
@allow_private_option
@store_option
def run(
    once: bool, minutes: int, smtp: str | None, sender: str | None, allow_private: bool, location: str | None
) -> None:
    """Look for what is new, and send what is due, until Ctrl-C.

    \b
    Examples:
      DRAGOMAN_SMTP=smtp://localhost dragoman alert run
      dragoman alert run --once
    """
    import socket

    from dragoman.errors import InputError
    from dragoman.store import located, open_store
    from dragoman.web.alerts.rounds import go_round
    from dragoman.web.alerts.sending import Smtp, Ways

    try:
        mail = Smtp(smtp, sender or f"dragoman@{socket.getfqdn()}") if smtp else None
    except InputError as error:
        raise click.UsageError(str(error)) from error
    ways, place = Ways(smtp=mail, allow_private=allow_private), located(location)
    while True:
        with open_store(place) as store:
            done = go_round(store, ways, complain)
        if done.written or done.sent or done.failed:
            complain(f"{done.written} messages written, {done.sent} sent, {done.failed} not sent")
        if once:
            raise SystemExit(EXIT_PARTLY if done.failed else 0)
        time.sleep(minutes * 60)


@command.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print an object a line.")
def outbox(location: str | None, as_json: bool) -> None:
    """Messages, the newest first: number, alert, when written, when sent, or when it is tried again and why.

    \b
    Example:
      dragoman alert outbox
    """
    from dragoman.store import open_store
    from dragoman.web.alerts.outbox import posts

    with open_store(location) as store:
        for one in posts(store):
            if one.sent:
                state = f"sent {one.sent:%Y-%m-%d %H:%M}"
            elif one.next:
                state = f"tried {one.tries} times, again from {one.next:%Y-%m-%d %H:%M}"
            else:
                state = f"given up after {one.tries} tries"
            line = "\t".join((str(one.number), one.alert, f"{one.made:%Y-%m-%d %H:%M}", state, one.problem or ""))
            put(msgspec.json.encode(one) if as_json else line.rstrip("\t").encode())


@command.command()
@click.argument("number", type=int)
@store_option
def retry(number: int, location: str | None) -> None:
    """Try message NUMBER again, also where it was given up.

    \b
    Example:
      dragoman alert retry 12
    """
    from dragoman.store import open_store
    from dragoman.web.alerts.outbox import retry as again

    with open_store(location) as store:
        again(store, number)
