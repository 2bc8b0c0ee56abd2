"""``dragoman search``: articles by words and fields."""

from __future__ import annotations

import click

from dragoman.commands.options import store_option

CSV = ("id", "title", "published", "language", "section", "outlet", "url", "score", "snippet")


@click.command()
@click.argument("query", metavar="QUERY...", nargs=-1)
@store_option
@click.option("--limit", type=click.IntRange(min=0), default=20, metavar="N", help="How many to print [default: 20].")
@click.option("--order", type=click.Choice(["best", "newest"]), default="best", help="[default: best first]")
@click.option("--cursor", metavar="PLACE", help="Go on where a search with --json ended: its “cursor”.")
@click.option("--facets", is_flag=True, help="Also count what is found by section, country, type, status, source ….")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--save", "save_as", metavar="NAME", help="Keep this search under a name.")
@click.option("--saved", metavar="NAME", help="Search what was saved under a name; QUERY narrows it.")
@click.option("--list-saved", is_flag=True, help="Print the saved searches.")
@click.option("--forget", metavar="NAME", help="Take a saved search away.")
def command(
    query: tuple[str, ...],
    location: str | None,
    limit: int,
    order: str,
    cursor: str | None,
    facets: bool,
    as_json: bool,
    as_csv: bool,
    save_as: str | None,
    saved: str | None,
    list_saved: bool,
    forget: str | None,
) -> None:
    """Find articles in the store.

    QUERY: words, all of them wanted; "a phrase"; the beginning of a word, negoc*; et, ou, sauf (AND, OR, NOT) and
    brackets; fields: pays: acteur: destinataire: type: mode: statut: source: section: langue: titre: date: avant: après:
    or in English country: actor: recipient: type: mode: status: source: section: language: title: date: before: after:.

    Accents, capitals, plurals, « l'accord » and « Corée-du-Nord » do not matter. Put QUERY in quotes for the shell.

    Exit status: 0 done, also where nothing is found; 1 the store cannot be used; 2 the query cannot be understood.

    \b
    Examples:
      dragoman search 'accord pays:PRK date:2024-01..2024-03'
      dragoman search '"cessez-le-feu" (pays:Israël ou pays:Liban) sauf type:AID' --facets
      dragoman search 'acteur:Lavrov statut:alleged' --store news.sqlite --limit 100 --csv
      dragoman search 'négoc* type:CONSULT' --order newest --json
      dragoman search 'pays:PRK source:KCNA' --save coree
      dragoman search --saved coree
    """
    from dragoman.commands import lists, tongue
    from dragoman.errors import QueryError
    from dragoman.store import open_store
    from dragoman.store import search as finding
    from dragoman.store.query import parse

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other; choose one")
    asked = " ".join(query)
    with open_store(location) as store:
        try:
            if forget is not None:
                finding.forget(store, forget)
            if list_saved:
                for name, line in finding.saved(store).items():
                    click.echo(f"{name}\t{line}")
            if forget is not None or list_saved:
                return
            if saved is not None:
                kept = finding.saved_query(store, saved)
                asked = f"({kept}) {asked}" if asked else kept
            elif not query:
                raise click.UsageError("give a QUERY, or --saved NAME")
            if save_as is not None:
                finding.save(store, save_as, asked)
            wanted = parse(asked)
            found = finding.search(
                store,
                wanted,
                limit=limit,
                cursor=cursor,
                order="newest" if order == "newest" else "best",
                with_facets=facets,
                language=tongue.PLAIN if as_json or as_csv else tongue.tongue(),
            )
        except QueryError as error:
            raise click.UsageError(tongue.told(error)) from error
    if as_json:
        lists.as_json(found)
    elif as_csv:
        lists.as_csv(found.results, CSV)
    else:
        lists.results(found)
