"""``dragoman serve``: the web application, for this machine alone."""

from __future__ import annotations

import socket

import click

from dragoman.errors import StoreError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--store", metavar="STORE", help="The store to show [default: $DRAGOMAN_STORE, else the user's own].")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; of this machine alone.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: any free one."
)
def command(store: str | None, host: str, port: int) -> None:
    """Open a store as a news site, in French and English, in the browser.

    Everything is also JSON under /api; /openapi.json describes it. Nobody else can reach the site: it listens at this
    machine's own address only, and there are no accounts. Ctrl-C stops it.

    \b
    Examples:
      dragoman serve
      dragoman serve --store news.sqlite --port 8080
    """
    if host not in LOOPBACK:
        raise click.BadParameter(
            f"“{host}” could be reached by others, and there are no accounts; use {', '.join(LOOPBACK)}",
            param_hint="--host",
        )
    try:
        _serve(store, host, port)
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def _serve(location: str | None, host: str, port: int) -> None:
    """Serve until stopped. Raises StoreError where there is no store, unless it is the user's own."""
    import uvicorn

    from dragoman.store import located, open_store
    from dragoman.store.location import default
    from dragoman.web import application

    place = located(location)
    with open_store(place, create=place == default()) as store:
        click.echo(f"dragoman: {store.name}", err=True)
    bound = _bound(host, port)
    config = uvicorn.Config(
        application(place), log_level="warning", server_header=False, timeout_keep_alive=10, ws="none"
    )
    number = bound.getsockname()[1]
    click.echo(f"dragoman: open http://{f'[{host}]' if ':' in host else host}:{number}/ (Ctrl-C stops)", err=True)
    uvicorn.Server(config).run(sockets=[bound])


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that the address can be opened as soon as it is told."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise click.ClickException(
            f"port {port} of {host} cannot be listened at ({error.strerror}); give another with --port, 0 for any free one"
        ) from error
