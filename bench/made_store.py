"""A store of made-up articles, to measure on: no real news, the same for the same seed.

    python bench/made_store.py /tmp/made.sqlite --articles 200000 --events 10

Words follow Zipf's law over a vocabulary of French words and made-up ones; states take part in events by Zipf's law too, so that
a few pairs have tens of thousands of events and most have few.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from dragoman.languages import load
from dragoman.ontology import types
from dragoman.records import Article, Attribution, Coded, Event, Extent, Mention, Party, Published, Reading, Span
from dragoman.store import Incoming, open_store

FIRST = datetime.date(2022, 1, 1)
DAYS = 3 * 365
VOCABULARY = 60_000
WORDS = 260
SECTIONS = ["Diplomatie", "Europe", "Afrique", "Amériques", "Asie-Pacifique", "Proche-Orient", "Économie", "Défense"]
COMMON = (
    "de la le les et à des en du un pour que dans une par sur qui est au avec plus a ne pas se ce son aux selon accord"
    " négociations ministre président gouvernement visite diplomates sanctions frontière cessez-le-feu missiles ambassadeur"
    " traité sommet opposition armée coopération aide menace paix guerre otages élections déclaration porte-parole"
).split()
SYLLABLES = "ba co di ta re mo li nu ve sa pré tion ment eur ille ar is on ème ité".split()
NAMES = "Arnaud Belmonte Castelli Drissi Ekström Fontaine Garine Haddad Jansen Keïta Lemoine Morel Novak Okafor".split()


def made(articles: int, events: int, seed: int = 1) -> Iterator[Reading]:
    """Readings, one after the other."""
    chance = random.Random(seed)
    vocabulary = COMMON + sorted({_word(chance) for _ in range(VOCABULARY)})
    weights = list(accumulate(1 / (n + 3) for n in range(len(vocabulary))))
    states = [(row["code"], row["name"]) for row in load("fr").tsv("states")]
    chance.shuffle(states)
    ranks = list(accumulate(1 / (n + 2) for n in range(len(states))))
    acts = [(name, mode) for name, kind in types().items() for mode in (None, *kind.modes)]
    for number in range(articles):
        words = chance.choices(vocabulary, cum_weights=weights, k=WORDS)
        yield _reading(number, words, chance, (states, ranks), acts, events)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 5)))


def _reading(
    number: int,
    words: list[str],
    chance: random.Random,
    who: tuple[list[tuple[str, str]], list[float]],
    acts: list[tuple[str, str | None]],
    events: int,
) -> Reading:
    day = FIRST + datetime.timedelta(days=chance.randrange(DAYS))
    states = chance.choices(who[0], cum_weights=who[1], k=4)
    sentences: list[str] = []
    for n in range(0, len(words), 13):
        name = f"{chance.choice(NAMES)} " if chance.random() < 0.2 else ""
        sentences.append(f"{states[n % 4][1]} {name}{' '.join(words[n : n + 13])}.")
    text = " ".join(sentences)
    mentions, at = [], 0
    for n, sentence in enumerate(sentences):
        code, name = states[n * 13 % 4]
        found: dict[str, Any] = {"start": at, "end": at + len(name), "text": name}
        mentions.append(Mention(id=f"m{n}", code=code, kind="country", **found))
        at += len(sentence) + 1
    coded = [_event(n, mentions, chance, chance.choice(acts), text) for n in range(events)]
    return Reading(
        id=f"made-{number}",
        url=f"https://journal{number % 40}.example/{number}",
        article=Article(
            language="fr",
            section=chance.choice(SECTIONS),
            title=" ".join([states[0][1], *words[:6]]),
            published=Published(start=day, end=day, basis="metadata"),
            text=text,
            paragraphs=(Extent(start=0, end=len(text)),),
        ),
        mentions=tuple(mentions),
        events=tuple(coded),
    )


def _event(n: int, mentions: list[Mention], chance: random.Random, act: tuple[str, str | None], text: str) -> Event:
    first = mentions[n % len(mentions)]
    actor, recipient = (Party(**_span(one), code=one.code, mention=one.id) for one in chance.sample(mentions, 2))
    told = chance.random()
    status: Any = "narrated" if told < 0.7 else "alleged" if told < 0.9 else "denied" if told < 0.95 else "acknowledged"
    speaker = chance.choice(mentions)
    source = (Coded(**_span(speaker), code=speaker.code),) if status != "narrated" else ()
    end = first.end + 8
    return Event(
        id=f"e{n}",
        event=act[0],
        mode=act[1],
        quad=types()[act[0]].quad,
        score=round(chance.random(), 3),
        actor=(actor,),
        recipient=(recipient,) if actor.code != recipient.code else (),
        trigger=Span(start=first.end + 1, end=end, text=text[first.end + 1 : end]),
        sentence=Extent(start=first.start, end=min(len(text), first.start + 100)),
        attribution=Attribution(status=status, source=source),
    )


def _span(mention: Mention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "text": mention.text}


def main() -> None:
    """Fill a store, and say how fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--events", type=int, default=10, help="an article")
    wanted = parser.parse_args()
    begun = time.perf_counter()
    words = 0
    with open_store(wanted.store, create=True) as store:
        batch: list[Incoming] = []
        for n, reading in enumerate(made(wanted.articles, wanted.events), 1):
            words += len(reading.article.text.encode())
            batch.append(Incoming(reading=reading))
            if len(batch) == 500 or n == wanted.articles:
                store.put_many(batch)
                batch = []
                rate = n / (time.perf_counter() - begun)
                print(f"\r{n} articles, {rate:.0f}/s", end="", file=sys.stderr, flush=True)
        size = store.database.size()
    took = time.perf_counter() - begun
    print(file=sys.stderr)
    print(
        f"{wanted.articles} articles in {took:.0f} s ({wanted.articles / took:.0f}/s, made and stored by one process)"
    )
    print(f"{size / 1e6:.0f} MB, {size / words:.1f} times the text's own {words / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
