"""What one who takes part in an event is called: « le ministre russe, Sergueï Lavrov, a … »."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Mention, Party

_APART = (1, 2)
"""Characters between an office and the name of its holder: a blank, or a comma and a blank."""


class Names:
    """The names in a reading, by the mentions that they stand on and by where they begin."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._of = {mention.id: mention for mention in mentions}
        self._at = {mention.start: mention for mention in mentions if mention.kind == "person" and mention.entity}

    def of(self, party: Party) -> str | None:
        """The name of his mention, else that of a person of the same state who is named right behind; ``None`` without."""
        mention = self._of.get(party.mention or "")
        if mention is None or mention.entity or mention.kind != "person":
            return mention.entity if mention else None
        for apart in _APART:
            behind = self._at.get(mention.end + apart)
            if behind is not None and behind.code in (None, party.code):
                return behind.entity
        return None
