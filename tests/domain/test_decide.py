"""Deciding changes: what becomes records, what is refused, and that undo takes back exactly what was done."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from bot.domain import codec, decide
from bot.domain import entities as e
from bot.domain import record_types as r
from bot.domain.codec import decode_body, decode_state, encode_body, encode_state
from bot.domain.decide import Bodies, Denied
from bot.domain.fold import fold

CLAIM = e.Claim(id="a#1", source="paper", date="2012-06", words="June 2012")
EVENT = e.Event(
    id="a",
    number=1,
    title="Signing called off",
    claims=(CLAIM,),
    steps=(e.Step("pact", "signing_cancelled"),),
)
OTHER = e.Event(
    id="b", number=2, title="Seoul pulls out", claims=(e.Claim(id="b#1", source="essay", date="2012"),)
)
AGREEMENT = e.Agreement(id="pact", name="The Pact", type="agreement", names={"en": ("GSOMIA",)})


def made(decided: Bodies | Denied) -> Bodies:
    assert not isinstance(decided, Denied), decided
    return decided


def refused(decided: object) -> str:
    assert isinstance(decided, Denied)
    return decided.code


def after(state: e.State | None, decided: Bodies | Denied) -> Any:
    return fold(state, made(decided))


CHANGES = [
    pytest.param(EVENT, lambda s: decide.amend(s, {"title": "Called off", "weight": 3}), id="amend an event"),
    pytest.param(
        EVENT,
        lambda s: decide.amend(s, {"steps": [{"agreement": "pact", "action": "signed"}]}),
        id="amend steps",
    ),
    pytest.param(
        EVENT,
        lambda s: decide.add_claim(s, e.Claim(id="a#2", source="x", date="2012-06-29")),
        id="add a claim",
    ),
    pytest.param(EVENT, lambda s: decide.amend_claim(s, "a#1", {"date": "2012-07"}), id="amend a claim"),
    pytest.param(EVENT, lambda s: decide.retract_claim(s, "a#1", "wrong"), id="retract a claim"),
    pytest.param(EVENT, lambda s: decide.prefer(s, "a#1"), id="prefer a date"),
    pytest.param(EVENT, lambda s: decide.retract(s, "wrong"), id="retract an event"),
    pytest.param(replace(EVENT, retracted="x"), decide.restore, id="restore an event"),
    pytest.param(
        AGREEMENT,
        lambda s: decide.amend(s, {"names": {"en": ["GSOMIA", "the pact"]}}),
        id="amend an agreement",
    ),
    pytest.param(AGREEMENT, lambda s: decide.retract(s, "wrong"), id="retract an agreement"),
]


@pytest.mark.parametrize(("state", "change"), CHANGES)
def test_undo_brings_back_what_was_there_and_undo_of_undo_what_was_made(state: e.State, change: Any) -> None:
    done = made(change(state))
    changed = fold(state, done)
    undone = made(decide.undo(changed, done[0]))
    back = fold(changed, undone)
    redone = made(decide.undo(back, undone[0]))
    if isinstance(done[0], r.ClaimAdded):  # a claim once added stays in the history, retracted
        assert isinstance(back, e.Event)
        assert [claim.retracted for claim in back.claims] == [False, True]
    else:
        assert readable(back) == readable(state)
    assert readable(fold(back, redone)) == readable(changed)


def readable(state: e.State | None) -> e.State | None:
    """The state without the wording of retractions, which undo replaces by its own."""
    return (
        replace(state, retracted="yes" if state.retracted is not None else None)
        if state is not None
        else None
    )


@pytest.mark.parametrize(("state", "change"), CHANGES)
def test_a_body_survives_being_stored(state: e.State, change: Any) -> None:
    for body in made(change(state)):
        stored = decode_body(encode_body(body), type(body).__name__, 1)
        assert encode_state(fold(state, [stored]) or state) == encode_state(fold(state, [body]) or state)


def test_what_an_older_program_wrote_is_read_as_its_type_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "SCHEMA", 3)
    monkeypatch.setitem(codec.UPCASTS, ("EventMerged", 1), lambda raw: {"type": raw["type"], "in": raw["to"]})
    monkeypatch.setitem(
        codec.UPCASTS, ("EventMerged", 2), lambda raw: {"type": raw["type"], "into": raw["in"]}
    )
    for schema, key in enumerate(("to", "in", "into"), start=1):
        stored = b'{"type":"EventMerged","%s":"b"}' % key.encode()
        assert decode_body(stored, "EventMerged", schema) == r.EventMerged("b")
    assert decode_body(encode_body(r.EventRestored()), "EventRestored", 1) == r.EventRestored()


def test_a_state_survives_being_stored() -> None:
    assert decode_state(e.Event, encode_state(EVENT)) == EVENT


def test_undo_is_refused_when_somebody_changed_it_since() -> None:
    done = made(decide.amend(EVENT, {"title": "First"}))
    first = after(EVENT, done)
    changed = after(first, decide.amend(first, {"title": "Second"}))
    assert refused(decide.undo(changed, done[0])) == "changed_since"
    retraction = made(decide.retract(EVENT, "wrong"))
    restored = after(fold(EVENT, retraction), (r.EventRestored(),))
    retracted_again = after(restored, decide.retract(restored, "twice here"))
    assert refused(decide.undo(retracted_again, retraction[0])) == "changed_since"


def test_an_amendment_names_only_what_differs() -> None:
    (body,) = made(decide.amend(EVENT, {"title": EVENT.title, "weight": 2}))
    assert isinstance(body, r.EventAmended)
    assert body.changes == {"weight": r.Change(1, 2)}
    assert decide.amend(EVENT, {"title": EVENT.title}) == ()


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        (decide.add(EVENT, EVENT), "exists"),
        (decide.add(None, replace(EVENT, title=" ")), "title_missing"),
        (decide.add(None, replace(EVENT, steps=(e.Step("pact", "exploded"),))), "unknown_action"),
        (decide.amend(EVENT, {"number": 9}), "fixed_field"),
        (decide.amend(EVENT, {"weight": "heavy"}), "bad_value"),
        (decide.amend(replace(EVENT, retracted="x"), {"title": "y"}), "retracted"),
        (decide.retract(EVENT, "  "), "reason_missing"),
        (decide.retract(replace(EVENT, retracted="x"), "again"), "already_retracted"),
        (decide.restore(EVENT), "not_retracted"),
        (decide.add_claim(EVENT, CLAIM), "exists"),
        (decide.add_claim(EVENT, e.Claim(id="z", source="x", date="2012-02-30")), "impossible_date"),
        (decide.amend_claim(EVENT, "nope", {"date": "2012"}), "unknown_claim"),
        (
            decide.amend_claim(
                replace(EVENT, claims=(replace(CLAIM, retracted=True),)), "a#1", {"date": "2012"}
            ),
            "unknown_claim",
        ),
        (decide.prefer(EVENT, "nope"), "unknown_claim"),
        (decide.merge(EVENT, EVENT), "same_event"),
        (decide.amend(replace(OTHER, merged_into="a"), {"title": "x"}), "merged"),
        (decide.merge(EVENT, replace(OTHER, merged_into="c")), "merged"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(decided: object, code: str) -> None:
    assert refused(decided) == code


def test_merging_moves_the_claims_can_be_taken_back_and_be_done_again() -> None:
    both = decide.merge(EVENT, OTHER)
    assert not isinstance(both, Denied)
    kept, dropped = fold(EVENT, both[0]), fold(OTHER, both[1])
    assert isinstance(kept, e.Event)
    assert [claim.id for claim in kept.claims] == ["a#1", "b#1"]
    assert isinstance(dropped, e.Event)
    assert dropped.merged_into == "a"
    assert fold(dropped, made(decide.undo(dropped, both[1][0]))) == OTHER
    parted = after(kept, decide.undo(kept, both[0][0]))
    again = decide.merge(parted, OTHER)
    assert not isinstance(again, Denied)
    assert fold(parted, again[0]) == kept


def test_merging_again_moves_the_claims_as_they_are_by_now() -> None:
    both = decide.merge(EVENT, OTHER)
    assert not isinstance(both, Denied)
    kept = fold(EVENT, both[0])
    parted = after(kept, decide.undo(kept, both[0][0]))
    amended = after(OTHER, decide.amend_claim(OTHER, "b#1", {"date": "2013"}))
    again = decide.merge(parted, amended)
    assert not isinstance(again, Denied)
    merged = fold(parted, again[0])
    assert isinstance(merged, e.Event)
    assert merged.claims == (CLAIM, *amended.claims)
    for body in reversed(again[0]):
        merged = after(merged, decide.undo(merged, body))
    assert merged == parted


def test_a_merge_is_not_done_again_by_undo_into_an_event_that_was_retracted_since() -> None:
    both = decide.merge(EVENT, OTHER)
    assert not isinstance(both, Denied)
    kept = fold(EVENT, both[0])
    taken_back = made(decide.undo(kept, both[0][0]))
    parted = after(kept, taken_back)
    retracted = after(parted, decide.retract(parted, "wrong"))
    assert refused(decide.undo(retracted, taken_back[0])) == "changed_since"


def test_merging_leaves_retracted_claims_where_they_are_so_that_it_can_be_taken_back() -> None:
    gone = e.Claim(id="b#2", source="essay", date="2011", retracted=True)
    both = decide.merge(EVENT, replace(OTHER, claims=(*OTHER.claims, gone)))
    assert not isinstance(both, Denied)
    assert both[0] == (r.ClaimAdded(OTHER.claims[0], moved_from="b"),)


def test_merging_joins_steps_parties_themes_notes_and_weight_and_drops_a_bare_mention() -> None:
    keep = replace(OTHER, steps=(e.Step("pact", e.MENTIONED),), parties=("JP",), note="Unsure.")
    drop = replace(EVENT, parties=("KR", "JP"), themes=("spying",), note="Disputed.", weight=3)
    both = decide.merge(keep, drop)
    assert not isinstance(both, Denied)
    kept = fold(keep, both[0])
    assert isinstance(kept, e.Event)
    assert kept.steps == (e.Step("pact", "signing_cancelled"),)
    assert (kept.parties, kept.themes) == (("JP", "KR"), ("spying",))
    assert (kept.note, kept.weight, kept.title) == ("Unsure. Disputed.", 3, keep.title)
    assert fold(kept, made(decide.undo(kept, both[0][0]))) == replace(keep, claims=kept.claims)


def test_aligning_with_a_seed_makes_the_entry_as_the_seed_says_and_then_nothing_more() -> None:
    wanted = replace(
        EVENT,
        title="New",
        claims=(replace(CLAIM, date="2012-06-29"), e.Claim(id="a#3", source="y", date="2012")),
    )
    bodies = decide.align(replace(EVENT, retracted="gone"), wanted, "seeds changed")
    aligned = fold(replace(EVENT, retracted="gone"), bodies)
    assert aligned == wanted
    assert decide.align(aligned, wanted, "seeds changed") == ()


def test_a_record_over_an_erased_adding_changes_nothing() -> None:
    assert fold(None, made(decide.amend(EVENT, {"title": "x"}))) is None


def test_what_a_server_and_later_the_corpus_merged_has_each_claim_once() -> None:
    both = decide.merge(EVENT, OTHER)
    assert not isinstance(both, Denied)
    merging, _ = both
    corpus = fold(EVENT, merging)

    seen_by_the_server = fold(corpus, merging)

    assert isinstance(seen_by_the_server, e.Event)
    assert [claim.id for claim in seen_by_the_server.claims] == ["a#1", "b#1"]
