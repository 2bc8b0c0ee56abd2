"""How an event is told: the rules and the encoder weighed."""

from __future__ import annotations

from dragoman.events.telling import weighed
from dragoman.records import Attribution, Coded

TELLING = {"actual/narrated": 0.1, "actual/acknowledged": 0.05, "actual/denied": 0.6, "planned/narrated": 0.25}
SURELY = {"actual/narrated": 0.99, "actual/denied": 0.006, "hypothetical/narrated": 0.004}
CLAIM = Attribution(status="alleged")


def test_what_is_hardly_told_as_a_fact_is_told_as_the_likeliest_of_the_rest() -> None:
    realis, told_by = weighed(TELLING, "ASSAULT", "actual", Attribution())
    assert (realis, told_by.status) == ("actual", "denied")


def test_what_is_likely_told_as_a_fact_stays_one() -> None:
    likely = {"actual/narrated": 0.6, "actual/denied": 0.4}
    assert weighed(likely, "ASSAULT", "actual", Attribution()) == ("actual", Attribution())
    assert weighed(None, "ASSAULT", "actual", Attribution()) == ("actual", Attribution())


def test_words_that_an_agency_carries_are_not_doubted_and_deeds_are() -> None:
    carried = Attribution(via=(Coded(start=0, end=6, text="Xinhua", code=None, sector="MED", entity="Xinhua"),))
    assert weighed(TELLING, "AGREE", "actual", carried) == ("actual", carried)
    assert weighed(TELLING, "ASSAULT", "actual", carried)[1].status == "denied"


def test_whose_words_they_are_the_rules_know_better() -> None:
    own = Attribution(status="acknowledged")
    theirs = {"actual/narrated": 0.03, "actual/acknowledged": 0.12, "actual/alleged": 0.85}
    hardly = {"actual/narrated": 0.03, "actual/acknowledged": 0.05, "actual/alleged": 0.92}
    assert weighed(theirs, "ASSAULT", "actual", own)[1].status == "acknowledged"
    assert weighed(hardly, "ASSAULT", "actual", own)[1].status == "alleged"


def test_a_claim_of_a_deed_is_never_told_as_a_fact_however_sure_the_encoder_is() -> None:
    realis, told_by = weighed({"actual/narrated": 0.99, "actual/alleged": 0.01}, "ASSAULT", "actual", CLAIM)
    assert (realis, told_by.status) == ("actual", "alleged")


def test_what_is_to_come_by_the_rules_is_never_told_as_done() -> None:
    realis, _ = weighed({"actual/narrated": 0.99, "planned/narrated": 0.01}, "SANCTION", "planned", Attribution())
    assert realis == "planned"


def test_words_that_seem_reported_are_told_as_facts_where_the_encoder_is_sure() -> None:
    assert weighed(SURELY, "REJECT", "actual", CLAIM) == ("actual", Attribution())


def test_an_act_that_seems_undone_is_told_as_done_where_the_encoder_is_sure() -> None:
    assert weighed(SURELY, "SUPPORT", "negated", Attribution()) == ("actual", Attribution())


def test_among_what_is_no_fact_the_encoder_overrules_the_rules_only_where_it_is_much_surer() -> None:
    little = {"actual/narrated": 0.1, "actual/alleged": 0.4, "actual/denied": 0.5}
    much = {"actual/narrated": 0.01, "actual/alleged": 0.04, "actual/denied": 0.95}
    assert weighed(little, "ASSAULT", "actual", CLAIM)[1].status == "alleged"
    assert weighed(much, "ASSAULT", "actual", CLAIM)[1].status == "denied"
