"""``dragoman relations polarity``: on which side an act is, and the words that decide."""

from __future__ import annotations

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.lists import paragraph


@click.command()
@click.argument("sentence")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the sentence [default: fr].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; null where no rule fits.")
def command(sentence: str, language: str, as_json: bool) -> None:
    """Tell on which side a withdrawal, recall, release, cancellation or denial is: who wanted it, and who is served.

    Prints the side, the rule, its line in the language's polarity.toml, and the words that it rests on.

    \b
    Examples:
      dragoman relations polarity "Paris retire ses troupes du Mali, qui a dénoncé les accords de défense."
      dragoman relations polarity "Kyiv denies any talks with Moscow." --language en --json
    """
    from dragoman.relations.polarity import signed

    found = signed(sentence, language)
    if as_json:
        put(msgspec.json.encode(found))
    elif found is not None:
        click.echo(f"{found.side or 'neutral'}: {found.rule} ({found.kind})")
        paragraph(f"{found.where}: {', '.join(found.words)}", "  ")
    if found is None:
        complain("no rule of polarity fits; the sign of the act's own type stands (“dragoman schema” lists the types)")
