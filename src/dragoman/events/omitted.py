"""Roles that a sentence leaves out because the page has just said them.

« Séoul a émis des accusations similaires » accuses whom the sentence has just accused; « suite à une visite à Oslo » is the
visit of the one last spoken of; « des échanges avec le ministre » are those of whom the sentence before speaks. Each role
filled so counts as a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors import Resolved, is_relay
from dragoman.events.circumstances import place_mention
from dragoman.events.drafts import Draft
from dragoman.events.parties import codes, others, unique
from dragoman.languages import Pack
from dragoman.records import Mention
from dragoman.text import Sentence

MEETINGS = {"CONSULT"}
AIMED = {"ACCUSE", "REJECT", "THREATEN", "REQUEST", "CONCEDE", "AGREE", "SANCTION", "SUPPORT", "AID"}
COOPERATIVE_WORDS = {"SUPPORT"}


def fill_omitted(
    found: Sequence[Draft], index: int, sentence: Sentence, before: Sequence[Draft], resolved: Resolved, pack: Pack
) -> list[Draft]:
    """The drafts of a sentence with their omitted roles filled; ``before`` are those of the sentence before."""
    same = frozenset(pack.settings.get("words", {}).get("same", ()))
    done: list[Draft] = []
    for draft in found:
        draft = _accused(draft, done)
        draft = _echoed(draft, done, sentence, same)
        draft = _thanked(draft, found, sentence)
        draft = _visitor(draft, index, sentence, resolved)
        draft = _met(draft, before)
        draft = _owned_up(draft, found, sentence)
        draft = _judged(draft, index, sentence, resolved)
        draft = _answered(draft, index, sentence, before, resolved, _victims(draft, found, sentence))
        draft = _done(draft, index, sentence, resolved, _speakers(draft, found, sentence))
        done.append(draft)
    return done


def _accused(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    """What a speech act speaks of was done by whom it is aimed at, who may have been filled in just now."""
    if draft.actors or draft.outer is None:
        return draft
    outer = next((other for other in earlier if other.token.i == draft.outer.i), None)
    if outer is None or not outer.recipients:
        return draft
    return replace(draft, actors=outer.recipients, guesses=draft.guesses + 1)


def _echoed(draft: Draft, earlier: Sequence[Draft], sentence: Sentence, same: frozenset[str]) -> Draft:
    """« des accusations similaires »: the recipients of the like act told just before."""
    if draft.recipients or draft.reciprocal:
        return draft
    words = {c.lemma for c in sentence.children(draft.token.i)} | {
        c.text.lower() for c in sentence.children(draft.token.i)
    }
    for other in reversed(earlier):
        alike = other.act.event == draft.act.event and other.recipients
        told_alike = alike and draft.told_as and codes(other.actors) == codes(draft.actors)
        if alike and (words & same or told_alike):
            return replace(draft, recipients=tuple(others(other.recipients, draft.actors)), guesses=draft.guesses + 1)
    return draft


def _thanked(draft: Draft, found: Sequence[Draft], sentence: Sentence) -> Draft:
    """« A a remercié B pour son soutien »: B supported A."""
    if draft.recipients or draft.reciprocal or not draft.act.cooperative:
        return draft
    above = {token.i for token in sentence.ancestors(draft.token.i)}
    for outer in found:
        thanks = outer.token.i in above and outer.act.event in COOPERATIVE_WORDS and outer is not draft
        fitting = codes(draft.actors) <= codes(outer.recipients) or codes(draft.actors) <= codes(outer.actors)
        if thanks and outer.recipients and fitting:
            return replace(draft, actors=outer.recipients, recipients=outer.actors, guesses=draft.guesses + 1)
    return draft


def _visitor(draft: Draft, index: int, sentence: Sentence, resolved: Resolved) -> Draft:
    """A visit or a meeting without its doer is that of the last actor named before it in the sentence."""
    if draft.actors or not draft.recipients or draft.act.event not in MEETINGS or draft.frame.pos != "noun":
        return draft
    for token in reversed(sentence.tokens[: draft.token.i]):
        named = _actors(resolved.by_token.get((index, token.i), ()))
        fitting = others(named, draft.recipients)
        if fitting:
            return replace(draft, actors=tuple(fitting), guesses=draft.guesses + 1)
    return draft


def _met(draft: Draft, before: Sequence[Draft]) -> Draft:
    """Talks that name one side only are held with whom the sentence before speaks of."""
    parties = unique((*draft.actors, *draft.recipients))
    if draft.act.event not in MEETINGS or draft.frame.pos != "noun" or len(codes(parties)) != 1:
        return draft
    for other in before:
        fitting = others(other.actors, parties)
        if fitting:
            guesses = draft.guesses + 2
            if draft.reciprocal:
                return replace(draft, actors=(*fitting, *parties), guesses=guesses)
            return replace(draft, actors=tuple(fitting), recipients=tuple(parties), guesses=guesses)
    return draft


def _owned_up(draft: Draft, found: Sequence[Draft], sentence: Sentence) -> Draft:
    """« A s'est excusé du bombardement de B »: what one apologises for one has done."""
    if draft.actors or draft.act.cooperative:
        return draft
    above = {token.i for token in sentence.ancestors(draft.token.i)}
    for outer in found:
        if outer.token.i in above and outer.act.event == "CONCEDE" and outer.actors:
            return replace(draft, actors=tuple(others(outer.actors, draft.recipients)), guesses=draft.guesses + 1)
    return draft


def _judged(draft: Draft, index: int, sentence: Sentence, resolved: Resolved) -> Draft:
    """An arrest or a sentence that names no doer is done by the state in whose country it happens."""
    local = draft.act.event == "COERCE" or draft.act.mode == "convict"
    if draft.actors or not local or not draft.recipients:
        return draft
    where = place_mention(draft.token, index, sentence, resolved, draft.recipients)
    if where is None or not others([where], draft.recipients):
        return draft
    return replace(draft, actors=(where,), guesses=draft.guesses + 1)


def _victims(draft: Draft, found: Sequence[Draft], sentence: Sentence) -> list[Mention]:
    """To whom the acts that a word speaks of are done: not those whom it blames (« condamne l'attaque contre B »)."""
    under = {token.i for token in sentence.subtree(draft.token.i)}
    return [m for other in found if other.token.i in under and other.token.i != draft.token.i for m in other.recipients]


def _speakers(draft: Draft, found: Sequence[Draft], sentence: Sentence) -> list[Mention]:
    """Who speaks of an act: not the one who did it."""
    above = {token.i for token in sentence.ancestors(draft.token.i)}
    return [m for other in found if other.token.i in above and other.token.i != draft.token.i for m in other.actors]


def _answered(
    draft: Draft,
    index: int,
    sentence: Sentence,
    before: Sequence[Draft],
    resolved: Resolved,
    victims: Sequence[Mention],
) -> Draft:
    """Words and measures that name nobody they are aimed at are aimed at the only other actor there is.

    The only one in the sentence, or, where it names none, the only other one of whom the sentence before tells.
    """
    if draft.recipients or draft.reciprocal or not draft.actors or draft.act.event not in AIMED:
        return draft
    here = others((m for t in sentence.tokens for m in _actors(resolved.by_token.get((index, t.i), ()))), draft.actors)
    if codes(here) & codes(victims):
        return draft
    if len(codes(here)) == 1:
        return replace(draft, recipients=(here[0],), guesses=draft.guesses + 1)
    earlier = others((m for other in before for m in (*other.actors, *other.recipients)), draft.actors)
    if not here and len(codes(earlier)) == 1:
        return replace(draft, recipients=(earlier[0],), guesses=draft.guesses + 2)
    return draft


def _done(draft: Draft, index: int, sentence: Sentence, resolved: Resolved, speakers: Sequence[Mention]) -> Draft:
    """An act that names no doer is the only other actor's of its sentence; a passive may leave its doer unsaid."""
    if draft.actors or draft.reciprocal or not draft.recipients or draft.token.morph.get("Voice") == "Pass":
        return draft
    named = (m for t in sentence.tokens for m in _actors(resolved.by_token.get((index, t.i), ())))
    here = others(named, [*draft.recipients, *speakers])
    if len(codes(here)) != 1:
        return draft
    return replace(draft, actors=(here[0],), guesses=draft.guesses + 1)


def _actors(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.code and m.kind != "place" and not is_relay(m)]
