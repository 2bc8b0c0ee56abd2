"""``dragoman serve``: the web application, for this machine alone, or for those who have an account."""

from __future__ import annotations

import ctypes
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.commands import complain
from dragoman.commands.options import allow_private_option
from dragoman.errors import StoreError

if TYPE_CHECKING:
    from dragoman.web.application import Access

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")
M_ARENA_MAX = -8
"""glibc's number for the setting, in malloc.h."""

_File = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--store", metavar="STORE", help="The store to show [default: $DRAGOMAN_STORE, else the user's own].")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; others only with accounts."
)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any free one."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name under which others open the site, such as news.example.org; given several times for several.",
)
@click.option("--certificate", type=_File, help="A TLS certificate (PEM), for https.")
@click.option("--private-key", type=_File, help="Its private key (PEM), where the certificate's file does not hold it.")
@click.option(
    "--rate",
    default=600,
    show_default=True,
    type=click.IntRange(min=1),
    help="How often an account, key or address may ask in a minute, where there are accounts.",
)
@allow_private_option
@click.option("--metrics", is_flag=True, help="Show /metrics to all who can reach the site, not to this machine alone.")
@click.option("--log", "log", type=click.Choice(["json"]), help="Write requests and errors to standard error.")
def command(
    store: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    certificate: Path | None,
    private_key: Path | None,
    rate: int,
    allow_private: bool,
    metrics: bool,
    log: str | None,
) -> None:
    """Open a store as a news site, in French and English, in the browser.

    Everything is also JSON under /api; /openapi.json describes it. Without accounts the site is for this machine alone. Once
    “dragoman account add” has made one, everybody signs in, and --host may be an address that others reach. Ctrl-C stops it.

    \b
    Examples:
      dragoman serve
      dragoman serve --store news.sqlite --port 8080
      dragoman serve --host 0.0.0.0 --name news.example.org
      dragoman serve --store postgresql://localhost/news --log json --metrics
    """
    if private_key is not None and certificate is None:
        raise click.UsageError("--private-key goes with --certificate; give both")
    if host in EVERYWHERE and not names:
        raise click.BadParameter(
            f"under which name do others reach “{host}”? say it with --name news.example.org", param_hint="--host"
        )
    try:
        _serve(store, host, port, names, (rate, allow_private), (certificate, private_key), (metrics, log is not None))
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def _serve(
    location: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    limits: tuple[int, bool],
    tls: tuple[Path | None, Path | None],
    watched: tuple[bool, bool],
) -> None:
    """Serve until stopped. Raises StoreError where there is no store, unless it is the user's own."""
    import uvicorn

    from dragoman.store import located, open_store
    from dragoman.store.accounts import accounts
    from dragoman.store.location import default
    from dragoman.web import application
    from dragoman.web.application import Access, rooms
    from dragoman.web.observing import Observed, log_as_json
    from dragoman.web.warming import warm

    _few_arenas()
    place = located(location)
    with open_store(place, create=place == default()) as store:
        known = bool(accounts(store.database))
        complain(store.name)
    access = Access(accounts=known, names=_names(host, names), rate=limits[0], allow_private=limits[1])
    _guarded(host, access, tls[0] is not None)
    if watched[1]:
        log_as_json()
    bound = _bound(host, port)
    config = uvicorn.Config(
        Observed(application(place, access), lambda: open_store(place).close(), rooms(), watched[0]),
        log_config=None if watched[1] else uvicorn.config.LOGGING_CONFIG,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=10,
        ws="none",
        ssl_certfile=tls[0],
        ssl_keyfile=tls[1],
    )
    shown = names[0] if names else f"[{host}]" if ":" in host else host
    scheme = "https" if tls[0] else "http"
    complain(f"open {scheme}://{shown}:{bound.getsockname()[1]}/ (Ctrl-C stops)")
    warm(lambda: open_store(place))
    uvicorn.Server(config).run(sockets=[bound])


def _few_arenas() -> None:
    """Let threads share two arenas of glibc's memory: of their own they keep what is freed, some hundreds of MB in an hour."""
    if "MALLOC_ARENA_MAX" in os.environ:
        return
    with suppress(OSError, AttributeError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def _names(host: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """What a browser may call this site by, besides what this machine calls itself."""
    own = () if host in (*LOOPBACK, *EVERYWHERE) else (f"[{host}]" if ":" in host else host,)
    return tuple(name.lower() for name in (*own, *names))


def _guarded(host: str, access: Access, encrypted: bool) -> None:
    """See that nobody is let in who should not be. Raises click.BadParameter."""
    if (host not in LOOPBACK or access.names) and not access.accounts:
        raise click.BadParameter(
            f"“{host}” could be reached by others, and there are no accounts; make one with “dragoman account add NAME”,"
            f" or use {', '.join(LOOPBACK)}",
            param_hint="--host",
        )
    if host not in LOOPBACK and not encrypted:
        complain(
            "warning: passwords and keys go over the net as they are; give --certificate, or let a proxy on this machine"
            " speak https and listen at 127.0.0.1"
        )


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that the address can be opened as soon as it is told."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise click.ClickException(
            f"port {port} of {host} cannot be listened at ({error.strerror}); give another with --port, 0 for any free one"
        ) from error
