"""The list of events: all that happened, newest first, as it was then."""

from typing import Any

from tests.provenance.cites import choice

NOT_FOUND = (404, "not_found", None)


@choice("events-on-create", "events-listed")
def test_each_change_is_listed_as_it_was_then(merchant: Any) -> None:
    """Though no webhook is there to be told."""
    created = merchant.pay_with("konbini").body
    merchant.advance(seconds=5)
    paid = merchant.control("POST", f"/payments/{created['id']}/pay").body
    page = merchant.get("/events").body
    captured, authorized = page.pop("data")
    assert page == {"resource": "list", "total": 2, "page": 1, "per_page": 10, "last_page": 1}
    for event, kind, data, moment in (
        (authorized, "payment.authorized", created, "2017-01-04T07:52:34Z"),
        (captured, "payment.captured", paid, "2017-01-04T07:52:39Z"),
    ):
        assert event == {"id": event["id"], "type": kind, "resource": "event", "data": data, "created_at": moment}
        assert merchant.get(f"/events/{event['id']}").body == event


@choice("page-past-the-end")
def test_events_are_cut_into_pages_newest_first(merchant: Any) -> None:
    """Also those of one second, in the order in which they happened."""
    ids = [merchant.pay_with("konbini").body["id"] for _ in range(12)]
    newest = ids[::-1]
    assert [event["data"]["id"] for event in merchant.get("/events").body["data"]] == newest[:10]
    for size in (1, 5, 12, 100):
        pages = -(-12 // size)
        shown = [merchant.get(f"/events?per_page={size}&page={number + 1}").body for number in range(pages)]
        assert [event["data"]["id"] for page in shown for event in page["data"]] == newest
        assert {page["last_page"] for page in shown} == {pages}
        past = merchant.get(f"/events?per_page={size}&page={pages + 1}").body
        assert (past["data"], past["total"]) == ([], 12)


def test_a_time_range_is_no_parameter_of_events(shared: Any) -> None:
    error = (422, "invalid_parameter", "start_time")
    assert shared.get("/events?start_time=2017-01-04T07:52:34Z").error == error


@choice("payment-failed-event", "failed-attempt")
def test_a_refused_attempt_leaves_no_event(merchant: Any) -> None:
    """There is no payment that it could show."""
    assert merchant.pay_with("credit_card", details={"number": "4123111111111059"}).status == 502
    assert merchant.get("/events").body["total"] == 0


@choice("events-listed", "webhook-ping-data")
def test_a_ping_is_listed(merchant: Any) -> None:
    merchant.control("POST", "/webhooks", {"url": "http://127.0.0.1:1/", "secret": "s"})
    (ping,) = merchant.get("/events").body["data"]
    assert (ping["type"], ping["data"]) == ("ping", {})
    assert merchant.get(f"/events/{ping['id']}").body == ping


def test_an_unknown_event_is_not_found(merchant: Any) -> None:
    """Nor is any after a reset."""
    merchant.pay_with("konbini")
    (event,) = merchant.get("/events").body["data"]
    merchant.control("POST", "/reset")
    for event_id in (event["id"], "x", "%00"):
        assert merchant.get(f"/events/{event_id}").error == NOT_FOUND


def test_an_expiry_is_listed_at_the_second_when_it_happened(merchant: Any) -> None:
    payment = merchant.pay_with("konbini").body
    merchant.advance(days=30)
    expired = merchant.get("/events").body["data"][0]
    assert (expired["type"], expired["data"]["id"]) == ("payment.expired", payment["id"])
    assert expired["created_at"] == "2017-01-07T15:00:00Z"
