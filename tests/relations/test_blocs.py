"""Membership of blocs is by date."""

from __future__ import annotations

import datetime

import pytest

from dragoman.relations.blocs import blocs, members


@pytest.mark.parametrize(
    ("bloc", "day", "size"),
    [
        ("EUR", "2003-12-31", 15),
        ("EUR", "2020-01-31", 28),
        ("EUR", "2020-02-01", 27),
        ("NAT", "2024-03-07", 32),
        ("G07", "2024-01-01", 7),
        ("AES", "2023-09-15", 0),
        ("GCC", "2024-01-01", 6),
        ("BRX", "2024-01-01", 9),
        ("SCO", "2024-07-04", 10),
        ("ASN", "2024-01-01", 10),
    ],
)
def test_a_bloc_has_its_members_of_the_day(bloc: str, day: str, size: int) -> None:
    assert len(members(bloc, datetime.date.fromisoformat(day))) == size


def test_who_left_is_no_member_from_the_day_on() -> None:
    assert "MLI" in members("ECW", datetime.date(2025, 1, 28))
    assert "MLI" not in members("ECW", datetime.date(2025, 1, 29))


def test_the_blocs_are_codes_that_actors_have() -> None:
    from dragoman.store.fields import party_of

    assert {bloc: party_of(bloc) for bloc in blocs()} == {bloc: bloc for bloc in blocs()}
