"""Pictures on their way into a file: SVG, or PNG where it can be drawn."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dragoman.commands import EXIT_PARTLY, complain

SUFFIXES = (".svg", ".png")


def output_checked(output: Path | None) -> None:
    """Nothing; raises click.UsageError where the file's name tells no kind of picture."""
    if output is not None and output.suffix not in SUFFIXES:
        raise click.UsageError(f"“{output}” ends in neither .svg nor .png; name one of these")


def bloc_checked(bloc: str | None) -> None:
    """Nothing; raises click.UsageError where the members of a bloc are not known."""
    from dragoman.relations.blocs import blocs

    if bloc is not None and bloc not in blocs():
        raise click.UsageError(f"bloc “{bloc}” is unknown; use one of: {', '.join(blocs())}")


def write_picture(output: Path, drawn: str) -> None:
    """Write a picture; ends the program with status 1 and a message where that fails."""
    try:
        output.write_bytes(_png(drawn) if output.suffix == ".png" else drawn.encode())
    except OSError as error:
        complain(f"{output}: {error.strerror or error}; name a file that can be written")
        sys.exit(EXIT_PARTLY)


def _png(drawn: str) -> bytes:
    try:
        import resvg_py
    except ImportError:
        complain("PNG needs resvg-py; pip install 'dragoman[plots]', or write an .svg")
        sys.exit(EXIT_PARTLY)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, zoom=2))
