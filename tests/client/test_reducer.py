"""Events of a payment add up to one state, whatever the order and the number of times in which they arrive."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from komoju import Secret
from komoju._lifecycle import LIFE_CYCLE as SHIPPED
from komoju.errors import DecodeError
from komoju.webhooks import Event, PaymentEvent, PaymentState, UnknownEvent, fold

from tests.values import document

LIFE_CYCLE = document()["x-lifecycle"]
STATUSES = list(LIFE_CYCLE["statuses"])
STEPS = LIFE_CYCLE["transitions"]
UPDATED = {"by": "updatePayment", "event": "payment.updated"}
NOON = datetime(2017, 1, 4, 12, tzinfo=UTC)
TOTAL = 1080
UNHEARD_OF = ["failed", "disputed"]

repeatable = settings(derandomize=True, deadline=None)


def written(seconds: int) -> str:
    return (NOON + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def payment(**changes: Any) -> dict[str, Any]:
    """Write a payment, with its keys as the document has them."""
    example = copy.deepcopy(document()["components"]["examples"]["payments-credit-card-response"]["value"])
    return {**example, "status": "authorized", "captured_at": None, "amount_refunded": 0, "refunds": [], **changes}


def event(name: str, seconds: int, kind: str = "payment.updated", **changes: Any) -> PaymentEvent:
    """Make an event, so many seconds after noon."""
    body = {"id": name, "type": kind, "resource": "event", "data": payment(**changes)}
    return PaymentEvent.view({**body, "created_at": written(seconds)})


def reaches() -> set[tuple[str, str]]:
    """List which status comes before which, worked out from the steps of the table alone."""
    found = {(step["from"], step["to"]) for step in STEPS if step["from"] not in ("none", step["to"])}
    for _ in STATUSES:
        found |= {(one, last) for one, middle in found for start, last in found if middle == start}
    return found


BEFORE = reaches()


@st.composite
def walks(draw: st.DrawFn) -> list[PaymentEvent]:
    """Draw the life of one payment along the table, as the events that KOMOJU would send: often several in a second."""
    kind = draw(st.sampled_from(list(LIFE_CYCLE["types"])))
    at, status, now, sent = 0, "none", payment(payment_details={"type": kind, "prepaid_cards": []}), []
    names = iter(draw(st.permutations([f"{number:025d}" for number in range(12)])))
    for _ in range(draw(st.integers(1, 7))):
        steps = [step for step in STEPS if step["from"] == status and kind in step["types"]]
        steps += [UPDATED] if status != "none" else []
        step = draw(st.sampled_from(steps))
        at += draw(st.sampled_from([0, 0, 1, 3600]))
        now, status = _after(now, step, at, draw(st.sampled_from("abc"))), step.get("to", status)
        if step["event"] != "none":
            body = {"id": next(names), "type": step["event"], "resource": "event", "data": now}
            sent.append(PaymentEvent.view({**body, "created_at": written(at)}))
    return sent or draw(walks())


def _after(now: dict[str, Any], step: dict[str, Any], at: int, note: str) -> dict[str, Any]:
    """Give the payment as it is after a step."""
    now = {**copy.deepcopy(now), "status": step.get("to", now["status"])}
    if "to" not in step:
        now["description"] = note
    if now["status"] == "captured" and now["captured_at"] is None:
        now["captured_at"] = written(at)
    if step["by"] == "refundPayment":
        left = TOTAL - now["amount_refunded"]
        amount = left if now["status"] == "refunded" else left // 2
        now["amount_refunded"] += amount
        now["refunds"].append({"id": str(len(now["refunds"])), "resource": "refund", "amount": amount})
    if step["by"] == "updatePayment" and "to" in step:
        now["payment_details"]["prepaid_cards"].append({"points": 100})
    return now


@st.composite
def odd_events(draw: st.DrawFn) -> PaymentEvent:
    """Draw an event of a history that no service should write: any status, any time, ids that are not unique."""
    changes: dict[str, Any] = {
        "status": draw(st.sampled_from(STATUSES + UNHEARD_OF)),
        "amount_refunded": draw(st.sampled_from([0, 5, None])),
        "refunds": draw(st.sampled_from([[], [{}], None])),
        "captured_at": draw(st.sampled_from([None, written(0)])),
        "payment_details": draw(st.sampled_from([None, {"prepaid_cards": [{}]}])),
        "description": draw(st.sampled_from(["a", "b"])),
    }
    return event(draw(st.sampled_from("xy")), draw(st.sampled_from([0, 0, 1])), **changes)


def is_before(one: str, other: str) -> bool:
    return (one, other) in BEFORE


def folded(events: list[PaymentEvent]) -> PaymentState:
    """Fold one after the other."""
    state = PaymentState(events[0])
    for each in events[1:]:
        state = state.apply(each)
    return state


def seen(state: PaymentState) -> str:
    """Write all that a state says, to the order of the keys."""
    events = [each.to_dict() for each in state.events]
    return json.dumps([state.payment.to_dict(), state.final, state.conflict, events])


@given(walk=walks(), data=st.data())
@settings(repeatable, max_examples=100)
def test_every_order_of_a_life_gives_its_last_state(walk: list[PaymentEvent], data: st.DataObject) -> None:
    last, expected = walk[-1], seen(folded(walk))
    orders = list(permutations(walk)) if len(walk) <= 4 else [data.draw(st.permutations(walk)) for _ in range(8)]
    for order in orders:
        again = data.draw(st.lists(st.sampled_from(walk), max_size=3))
        state = folded([*order, *again])

        assert seen(state) == expected
        assert state.status == last.data.status
        assert state.payment.amount_refunded == last.data.amount_refunded
        assert state.payment.captured_at == last.data.captured_at
        assert state.final == LIFE_CYCLE["statuses"][last.data.status]["final"]
        assert state.conflict == ()
    assert fold(walk) == {last.data.id: folded(walk)}


@given(walk=walks())
@settings(repeatable, max_examples=100)
def test_the_last_event_counts_whole_unless_another_of_its_second_differs_in_nothing_but_notes(
    walk: list[PaymentEvent],
) -> None:
    last = walk[-1]
    rivals = [each for each in walk if each.created_at == last.created_at and _money(each) == _money(last)]

    assert folded(walk[::-1]).payment in [each.data for each in rivals]
    if len(rivals) == 1:
        assert folded(walk[::-1]).payment == last.data


def _money(each: PaymentEvent) -> dict[str, Any]:
    return {**each.data.to_dict(), "description": None}


@given(events=st.lists(odd_events(), min_size=3, max_size=6), cut=st.integers(1, 2))
@settings(repeatable, max_examples=200)
def test_states_join_in_any_grouping_whatever_the_history(events: list[PaymentEvent], cut: int) -> None:
    one, two, three = folded(events[:cut]), PaymentState(events[cut]), folded(events[cut:])
    whole = seen(folded(events))

    assert seen(one.merge(three)) == seen(three.merge(one)) == whole
    assert seen(one.merge(two.merge(three))) == seen(one.merge(two).merge(three)) == whole
    assert one.merge(one) is one
    assert PaymentState(*events) == folded(events) == one.merge(three)
    assert seen(folded(events[::-1] + events)) == whole


@given(events=st.lists(odd_events(), min_size=1, max_size=7))
@settings(repeatable, max_examples=200)
def test_nothing_moves_backwards_and_no_conflict_goes_away_whatever_the_history(events: list[PaymentEvent]) -> None:
    state = PaymentState(events[0])
    for each in events:
        after = state.apply(each)

        assert not is_before(after.status, state.status)
        assert not is_before(after.status, each.data.status)
        assert bool(after.conflict) >= bool(state.conflict)
        assert bool(after.conflict) == _excluded({kept.data.status for kept in after.events})
        state = after


def _excluded(statuses: set[str]) -> bool:
    """Tell whether no status is, or comes after, all of those that are known."""
    known = statuses & set(STATUSES)
    return not any(all(status == end or is_before(status, end) for status in known) for end in STATUSES)


@given(events=st.lists(odd_events(), min_size=1, max_size=6))
@settings(repeatable)
def test_the_events_of_a_state_are_enough_to_have_it_again(events: list[PaymentEvent]) -> None:
    state = folded(events)
    stored = json.dumps([each.to_dict() for each in state.events])
    restored = PaymentState(*[PaymentEvent.view(each) for each in json.loads(stored)])

    assert seen(restored) == seen(state)
    assert restored == state == pickle.loads(pickle.dumps(state))
    assert len(state.events) == len({each.data.status for each in events})
    assert [each.created_at for each in state.events] == sorted(each.created_at for each in state.events)


@given(lives=st.lists(walks(), min_size=1, max_size=3), data=st.data())
@settings(repeatable, max_examples=50)
def test_many_payments_are_kept_apart(lives: list[list[PaymentEvent]], data: st.DataObject) -> None:
    named: list[list[PaymentEvent]] = []
    for number, life in enumerate(lives):
        bodies = [each.to_dict() for each in life]
        named.append([PaymentEvent.view({**body, "data": {**body["data"], "id": str(number)}}) for body in bodies])
    mixed: list[Event] = [*(each for life in named for each in life), UnknownEvent(type="ping")]

    states = fold(data.draw(st.permutations(mixed)))

    assert states == {str(number): folded(life) for number, life in enumerate(named)}


def test_a_late_event_moves_nothing_and_gives_the_same_object() -> None:
    paid = PaymentState(event("b", 5, status="captured", captured_at=written(5)))
    told = paid.apply(event("a", 0, status="authorized"))

    assert told.status == "captured"
    assert told != paid
    assert told.apply(event("a", 0, status="authorized")) is told
    assert paid.events == told.events[1:]


@pytest.mark.parametrize("seconds", [4, 5, 6])
def test_statuses_that_exclude_each_other_are_reported_and_money_counts(seconds: int) -> None:
    paid = event("a", 5, status="captured", captured_at=written(5))
    called_off = event("b", seconds, status="cancelled")

    for state in (PaymentState(paid, called_off), PaymentState(called_off, paid)):
        assert state.conflict == ("cancelled", "captured")
        assert state.status == "captured"
        assert "conflict=('cancelled', 'captured')" in repr(state)
        given_back = event("c", 4, status="refunded", captured_at=written(5), amount_refunded=TOTAL)
        assert state.apply(given_back).conflict == ("cancelled", "refunded")
        assert state.apply(given_back).status == "refunded"


def test_two_beginnings_are_no_conflict_because_the_same_can_follow() -> None:
    state = PaymentState(event("a", 0, status="pending"), event("b", 1, status="authorized"))

    assert state.conflict == ()
    assert state.status == "authorized"
    assert not state.final


@pytest.mark.parametrize(
    ("known", "unheard_of", "expected"),
    [
        ({"status": "authorized"}, 1, "failed"),
        ({"status": "authorized"}, 0, "failed"),
        ({"status": "authorized"}, -1, "authorized"),
        ({"status": "captured", "captured_at": written(0)}, 1, "captured"),
    ],
)
def test_a_status_that_nobody_has_heard_of_is_ordered_by_money_and_time(
    known: dict[str, Any], unheard_of: int, expected: str
) -> None:
    told = event("z", 0, **known), event("a", unheard_of, status="failed")

    for state in (PaymentState(*told), PaymentState(*told[::-1])):
        assert state.status == expected
        assert not state.final
        assert state.conflict == ()
        assert {each.data.status for each in state.events} == {known["status"], "failed"}


LATER = [
    ({"amount_refunded": 5}, {"amount_refunded": 3, "refunds": [{}, {}], "captured_at": written(0)}),
    ({"refunds": [{}, {}]}, {"refunds": [{}], "captured_at": written(0)}),
    ({"captured_at": written(0)}, {"payment_details": {"prepaid_cards": [{}]}}),
    ({"payment_details": {"prepaid_cards": [{}, {}]}}, {"payment_details": {"prepaid_cards": [{}]}}),
    ({"payment_details": {"prepaid_cards": [{}]}}, {"refund_requests": [{}]}),
    ({"refund_requests": [{}]}, {"refund_requests": []}),
]


@pytest.mark.parametrize(("further", "less"), LATER)
def test_what_only_grows_counts_before_the_clock(further: dict[str, Any], less: dict[str, Any]) -> None:
    one, other = event("a", 0, status="captured", **further), event("b", 9, status="captured", **less)

    assert PaymentState(one, other).events == PaymentState(other, one).events == (one,)


@pytest.mark.parametrize("order", [1, -1])
def test_free_fields_follow_the_clock_then_the_id_then_the_text(order: int) -> None:
    told = [event("b", 0, description="x"), event("a", 1, description="y")][::order]
    assert PaymentState(*told).payment.description == "y"
    told = [event("b", 1, description="x"), event("a", 1, description="y")][::order]
    assert PaymentState(*told).payment.description == "x"
    turned = [PaymentEvent.view(dict(reversed(each.to_dict().items()))) for each in told]
    assert PaymentState(*turned).payment.description == "x"
    told = [event("a", 1, description="x"), event("a", 1, description="y")][::order]
    assert PaymentState(*told).payment.description == "y"


@pytest.mark.parametrize("kind", ["payment.created", "payment.captured"])
def test_a_note_in_the_second_of_a_step_comes_after_it(kind: str) -> None:
    """A merchant who makes a payment and notes something on it at once, whatever the ids are."""
    step, noted = event("b", 0, kind, description=None), event("a", 0, "payment.updated", description="gift")
    for state in (PaymentState(step, noted), PaymentState(noted, step)):
        assert state.payment.description == "gift"


def test_an_event_of_another_payment_is_refused() -> None:
    state, stranger = PaymentState(event("a", 0)), event("a", 0, id="another")

    for call in (state.apply, lambda told: PaymentState(event("a", 0), told)):
        with pytest.raises(ValueError, match="an event of payment another cannot be told to the state of "):
            call(stranger)
    with pytest.raises(ValueError, match="another"):
        state.merge(PaymentState(stranger))


@pytest.mark.parametrize("missing", ["id", "created_at", "data"])
def test_an_event_without_what_orders_it_is_an_error_and_not_a_guess(missing: str) -> None:
    body = event("a", 0).to_dict()
    del body[missing]

    with pytest.raises(DecodeError, match=f"PaymentEvent.{missing}"):
        PaymentState(event("b", 0)).apply(PaymentEvent.view(body))


def test_a_state_does_not_change_and_shows_no_secret() -> None:
    state = PaymentState(event("a", 0, payment_details={"type": "konbini", "email": Secret("taro@example.com")}))

    with pytest.raises(AttributeError):
        state.conflict = ()
    assert "taro" not in repr(state)
    assert repr(state) == f"PaymentState(payment={state.payment.id!r}, status='authorized')"
    assert state != "authorized"


def test_the_table_in_the_package_is_that_of_the_document() -> None:
    for one in STATUSES:
        assert SHIPPED.later(one) == {other for other in STATUSES if is_before(one, other)}
        assert SHIPPED.is_final(one) is LIFE_CYCLE["statuses"][one]["final"]
    assert not SHIPPED.is_final("failed")
