"""Who acts and who is acted upon, in codes, as a line at a terminal has them; within one state, by sector or name."""

from __future__ import annotations


def sides(code: str, actor: str | None, recipient: str | None) -> tuple[str, str]:
    """Both sides of an act within a state or an organisation; ``None``: neither sector nor name is known.

    >>> sides("COD", "OPP", "COP"), sides("COD", "M23", "M23"), sides("COD", None, "GOV"), sides("COD", None, None)
    (('in COD: OPP', 'COP'), ('in COD: M23', ''), ('COD', 'GOV'), ('COD', 'within COD'))
    """
    if actor is None:
        return code, recipient or f"within {code}"
    return f"in {code}: {actor}", recipient if recipient and recipient != actor else ""
