"""``dragoman mcp``: the store for assistants, by the Model Context Protocol."""

from __future__ import annotations

import click

from dragoman.commands.options import store_option


@click.command()
@store_option
def command(location: str | None) -> None:
    """Let an assistant ask the store, by the Model Context Protocol.

    Speaks the protocol on standard input and output; an assistant starts it by itself once its settings name this command.
    Its tools only read: search, article, events, relations. Needs pip install 'dragoman[mcp]'.

    \b
    Examples:
      dragoman mcp --store news.sqlite
      dragoman mcp
    """
    try:
        from dragoman.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise click.ClickException("the protocol's package is not installed; pip install 'dragoman[mcp]'") from error
    from dragoman.store import located, open_store

    place = located(location)
    open_store(place).close()
    serve(place)
