"""``dragoman relations polarity``: on which side an act is, and the words that decide."""

from __future__ import annotations

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.lists import paragraph


@click.command()
@click.argument("sentence")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the sentence [default: fr].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; null where nothing decides.")
def command(sentence: str, language: str, as_json: bool) -> None:
    """Tell on which side a withdrawal, release, refusal, denial or ending is: who wanted it, and who is served.

    Prints the side, the product of act and thing (or the rule) that decides, its line in the language's pack, and
    the words that it rests on.

    \b
    Examples:
      dragoman relations polarity "Paris retire ses troupes du Mali, qui a dénoncé les accords de défense."
      dragoman relations polarity "Accra refuse de lever les sanctions contre Lomé."
      dragoman relations polarity "Kyiv denies any talks with Moscow." --language en --json
    """
    from dragoman.polarity.signing import signed

    found = signed(sentence, language)
    if as_json:
        put(msgspec.json.encode(found))
    elif found is not None:
        click.echo(f"{found.side or 'neutral'}: {found.rule} ({found.kind})")
        paragraph(f"{found.where}: {', '.join(found.words)}", "  ")
    if found is None:
        complain(
            "nothing in the sentence decides; the sign of the act's own type stands (“dragoman schema” lists the types)"
        )
