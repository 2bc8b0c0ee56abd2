"""What is new is told once: by mail or webhook, later where the other side is down, never twice."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import InputError, StoreError
from dragoman.records import Reading
from dragoman.store import Store, corrections, open_store
from dragoman.store.search import save
from dragoman.web.alerts import alarmed, alert
from dragoman.web.alerts.looking import look
from dragoman.web.alerts.outbox import LEASE, WAITS, claim, failed, posts, retry, through
from dragoman.web.alerts.rounds import Round, go_round
from dragoman.web.alerts.sending import Smtp, Ways
from dragoman.web.pages.alarms import Turn

from ..readings import TEXT, english, event, reading
from .receivers import Hook, Mailbox, mailbox, receiver

SITE = "https://news.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite", create=True) as opened:
        opened.put(reading())
        yield opened


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as found:
        yield found


@pytest.fixture
def hook() -> Iterator[Hook]:
    with receiver() as found:
        yield found


def by_mail(
    store: Store, kind: alert.Kind, value: str, every: alert.Every = "now", language: str = "fr"
) -> alert.Alert:
    target = "ana@example.org"
    return alert.add(
        store, "desk", kind, value, channel="mail", target=target, every=every, language=language, site=SITE + "/"
    )


def by_hook(store: Store, hook: Hook, kind: alert.Kind = "search", value: str = "Lavrov") -> alert.Alert:
    return alert.add(store, "desk", kind, value, channel="webhook", target=hook.url + "/in?x=1")


def ways(box: Mailbox | None = None) -> Ways:
    smtp = Smtp(f"smtp://127.0.0.1:{box.port}", "Dragoman <news@example.org>") if box else None
    return Ways(smtp=smtp, allow_private=True)


def another(n: int, text: str = TEXT) -> Reading:
    return reading(f"{text} Numéro {n}.", url=f"https://depeche.example/{n}", title=f"Lavrov, suite {n}")


def later(store: Store, **passed: float) -> None:
    """Let time pass for the messages that wait."""
    for number, next_try in store.database.rows("SELECT number, next_try FROM outbox WHERE next_try < '9'"):
        moment = datetime.datetime.fromisoformat(next_try) - datetime.timedelta(**passed)
        store.database.run("UPDATE outbox SET next_try = ? WHERE number = ?", (alert.told(moment), number))


def test_a_new_article_is_told_by_mail_once_and_old_ones_are_not(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov pays:PRK")
    assert go_round(store, ways(box)) == Round(written=0, sent=0, failed=0)
    id = store.put(another(1)).id
    store.put(english())
    assert go_round(store, ways(box)) == Round(written=1, sent=1, failed=0)
    (mail,) = box.mail
    assert mail["subject"] == "Dragoman · 1 nouveauté : desk"
    assert (mail["to"], mail["from"]) == ("ana@example.org", "Dragoman <news@example.org>")
    words = mail.get_content()
    assert "15 mai 2024 · Lavrov, suite 1" in words
    assert f"{SITE}/articles/{id}" in words
    assert "Kim Jong-un a reçu mardi" in words
    assert "dragoman alert remove desk" in words
    for _ in range(2):
        assert go_round(store, ways(box)) == Round(written=0, sent=0, failed=0)
    assert len(box.mail) == 1


def test_an_article_that_changes_is_not_new(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov")
    assert store.put(reading(TEXT + " Mise à jour.")).outcome == "changed"
    assert go_round(store, ways(box)).written == 0


def test_a_digest_gathers_what_came_in_its_time(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov", every="day", language="en")
    start = alert.now()
    assert look(store, start) == 0
    for n in range(3):
        store.put(another(n))
        assert look(store, start + datetime.timedelta(hours=n)) == 0
    assert look(store, start + datetime.timedelta(days=1)) == 1
    later(store, days=1)
    assert go_round(store, ways(box)).sent == 1
    (mail,) = box.mail
    assert mail["subject"] == "Dragoman · 3 new: desk"
    assert [f"suite {n}" in mail.get_content() for n in range(3)] == [True] * 3


def test_a_saved_search_is_looked_for_as_it_is_then(store: Store, box: Mailbox) -> None:
    save(store, "coree", "Lavrov")
    by_mail(store, "saved", "coree")
    save(store, "coree", "missile")
    store.put(another(1))
    store.put(english())
    go_round(store, ways(box))
    (mail,) = box.mail
    assert "North Korea fires missile" in mail.get_content()
    assert "suite" not in mail.get_content()


def test_new_events_of_a_pair_are_told_with_status_and_sentence(store: Store, box: Mailbox) -> None:
    by_mail(store, "pair", "RUS-PRK")
    text = TEXT + " Moscou a encore accusé Pyongyang."
    blame = event(
        "e1", "ACCUSE", ("RUS",), ("PRK",), "encore accusé", text=text, status="alleged", source=("KOR", "Séoul")
    )
    store.put(reading(text, url="https://depeche.example/2", events=(blame,)))
    go_round(store, ways(box))
    (mail,) = box.mail
    words = mail.get_content()
    assert "Russie met en cause" in words
    assert "Corée du Nord (allégué (Corée du Sud))" in " ".join(words.split())
    assert "Moscou a encore accusé Pyongyang." in words
    store.put(reading(text + " Fin.", url="https://depeche.example/2", events=(blame,)))
    assert go_round(store, ways(box)).written == 0


def test_what_a_person_called_wrong_meanwhile_is_not_told(store: Store, box: Mailbox) -> None:
    by_mail(store, "pair", "PRK-RUS")
    blame = event("e1", "ACCUSE", ("RUS",), ("PRK",), "accuse")
    put = store.put(reading(url="https://depeche.example/2", title="Autre", events=(blame,), caption=None))
    number = store.database.row("SELECT number FROM event WHERE version = ?", (put.version,))
    assert number
    corrections.correct(store.database, number[0], by="Ana", wrong=True)
    assert go_round(store, ways(box)).written == 0


def test_alarms_are_told_as_they_come(store: Store, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [datetime.date(2024, 5, 1)]

    def turns(_: Store, pair: str) -> list[Turn]:
        return [Turn(one="PRK", other="RUS", day=day, direction="rupture", strength=2.5) for day in days]

    monkeypatch.setattr(alarmed, "turns", turns)
    by_mail(store, "alarms", "")
    assert go_round(store, ways(box)).written == 0
    days.append(datetime.date(2024, 5, 20))
    assert [go_round(store, ways(box)).sent for _ in range(2)] == [1, 0]
    (mail,) = box.mail
    assert "20 mai 2024 · Corée du Nord – Russie ▼ rupture" in mail.get_content().replace("\xa0", " ")
    assert "1er mai" not in mail.get_content()


def test_mail_is_sent_once_the_server_is_up_again(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(another(1))
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    down = Ways(smtp=Smtp(f"smtp://127.0.0.1:{port}", "news@example.org"))
    told: list[str] = []
    assert go_round(store, down, told.append) == Round(written=1, sent=0, failed=1)
    assert "ana@example.org" in told[0]
    assert go_round(store, ways(box)) == Round(written=0, sent=0, failed=0), "it is not tried again at once"
    later(store, minutes=1)
    assert go_round(store, ways(box)) == Round(written=0, sent=1, failed=0)
    later(store, days=5)
    assert go_round(store, ways(box)) == Round(written=0, sent=0, failed=0)
    assert len(box.mail) == 1


def test_a_busy_mail_server_is_asked_again_with_the_same_message_id(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(another(1))
    box.answers = ["451 busy", "451 busy"]
    ids = []
    for _ in range(3):
        go_round(store, ways(box))
        ids.append(posts(store)[0].tries)
        later(store, hours=12)
    assert ids == [1, 2, 3]
    (mail,) = box.mail
    one = store.database.row("SELECT id FROM outbox")
    assert one
    assert mail["message-id"] == f"<{one[0]}@example.org>"


def test_what_a_mail_server_refuses_for_good_is_given_up_and_can_be_tried_again(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(another(1))
    box.answers = ["554 no such thing here"]
    assert go_round(store, ways(box)).failed == 1
    (post,) = posts(store)
    assert (post.sent, post.next, post.problem) == (None, None, "554 no such thing here")
    later(store, days=400)
    assert go_round(store, ways(box)).failed == 0
    retry(store, post.number)
    assert go_round(store, ways(box)).sent == 1
    with pytest.raises(StoreError, match="no message"):
        retry(store, post.number)


def test_after_the_last_try_a_message_is_given_up(store: Store) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(another(1))
    look(store)
    tries = 0
    while one := claim(store, alert.now() + datetime.timedelta(days=10)):
        failed(store, one, "down")
        tries += 1
    assert tries == len(WAITS) + 1
    assert posts(store)[0].next is None


def test_a_webhook_is_signed_so_that_the_receiver_can_tell(store: Store, hook: Hook) -> None:
    made = by_hook(store, hook)
    store.put(another(1))
    assert go_round(store, ways()).sent == 1
    ((headers, body),) = hook.taken
    told = json.loads(body)
    assert [one["title"] for one in told["entries"]] == ["Lavrov, suite 1"]
    assert headers["webhook-id"] == told["id"]
    assert made.secret
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = hmac.new(base64.b64decode(made.secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()


def test_a_failing_receiver_is_asked_again_with_the_same_id_and_body(store: Store, hook: Hook) -> None:
    by_hook(store, hook)
    store.put(another(1))
    hook.answers = [500, 302, 404, 429]
    problems = []
    for _ in range(4):
        assert go_round(store, ways()).failed == 1
        problems.append(posts(store)[0].problem)
        later(store, hours=12)
    assert problems == ["status 500", "status 302", "status 404", "status 429"]
    assert go_round(store, ways()) == Round(written=0, sent=1, failed=0)
    later(store, hours=12)
    assert go_round(store, ways()).sent == 0
    assert len(hook.taken) == 1


def test_a_receiver_that_is_gone_is_left_alone(store: Store, hook: Hook) -> None:
    by_hook(store, hook)
    store.put(another(1))
    hook.answers = [410]
    go_round(store, ways())
    assert posts(store)[0].next is None


def test_a_webhook_does_not_reach_inside_unless_allowed(store: Store, hook: Hook) -> None:
    by_hook(store, hook)
    store.put(another(1))
    assert go_round(store, Ways()).failed == 1
    assert "private net" in (posts(store)[0].problem or "")
    assert not hook.taken


def test_two_programs_at_once_send_everything_once(store: Store, hook: Hook, tmp_path: Path) -> None:
    by_hook(store, hook)
    for n in range(12):
        store.put(another(n))
        look(store)
    begin = threading.Barrier(3)

    def goes() -> None:
        with open_store(tmp_path / "store.sqlite") as own:
            begin.wait()
            go_round(own, ways())

    threads = [threading.Thread(target=goes) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [headers["webhook-id"] for headers, _ in hook.taken]
    assert len(ids) == len(set(ids)) == 12


def test_a_message_whose_sender_died_is_taken_up_by_another(store: Store) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(another(1))
    look(store)
    start = alert.now()
    one = claim(store, start)
    assert one
    assert claim(store, start) is None
    again = claim(store, start + LEASE)
    assert again
    assert (again.number, again.body) == (one.number, one.body)
    through(store, again.number)
    assert claim(store, start + 3 * LEASE) is None


def test_what_a_page_says_stays_words_in_mail(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(reading(TEXT + " x", url="https://x.example/1", title="Lavrov\r\nBcc: all@example.org\r\n\r\n<script>"))
    go_round(store, ways(box))
    (mail,) = box.mail
    assert mail["bcc"] is None
    assert mail.get_content_type() == "text/plain"
    assert "Lavrov Bcc: all@example.org <script>" in mail.get_content()


def test_no_password_goes_out_unencrypted(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(another(1))
    open_ = Ways(smtp=Smtp(f"smtp://ana:secret@127.0.0.1:{box.port}", "news@example.org"))
    assert go_round(store, open_).failed == 1
    assert "no encryption" in (posts(store)[0].problem or "")
    assert "secret" not in (posts(store)[0].problem or "")


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    for kind, value in (
        ("search", ""),
        ("search", "pays:Atlantide"),
        ("pair", "PRK"),
        ("pair", "PRK-PRK"),
        ("alarms", "x"),
    ):
        with pytest.raises(InputError):
            by_mail(store, kind, value)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="no saved search"):
        by_mail(store, "saved", "none")
    for channel, target in (("mail", "ana"), ("mail", "a@b\nBcc: c@d"), ("webhook", "ftp://x"), ("webhook", "")):
        with pytest.raises(InputError):
            alert.add(store, "x", "search", "Lavrov", channel=channel, target=target)  # type: ignore[arg-type]
    by_mail(store, "search", "Lavrov")
    with pytest.raises(InputError, match="already"):
        by_mail(store, "search", "Lavrov")
    for address in ("localhost:25", "http://x", "smtp://"):
        with pytest.raises(InputError):
            Smtp(address, "news@example.org")


def test_an_alert_that_is_removed_sends_nothing_more(store: Store, box: Mailbox) -> None:
    by_mail(store, "search", "Lavrov")
    store.put(another(1))
    look(store)
    alert.remove(store, "desk")
    assert go_round(store, ways(box)) == Round(written=0, sent=0, failed=0)
    with pytest.raises(StoreError, match="no alert"):
        alert.remove(store, "desk")
