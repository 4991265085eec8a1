"""Looking inside a shop."""

from tests.admin.conftest import Api


def test_events_are_the_newest_and_stand_in_the_order_of_time(api: Api, here: str) -> None:
    every = api("GET", f"{here}/events", query="limit=1000").body["events"]

    newest = api("GET", f"{here}/events", query="limit=3").body["events"]

    assert newest == every[-3:]
    assert [each["at"] for each in every] == sorted(each["at"] for each in every)


def test_events_are_found_by_name(api: Api, here: str) -> None:
    found = api("GET", f"{here}/events", query="name=abandoned.cart&limit=1000").body["events"]
    none = api("GET", f"{here}/events", query="name=nothing").body["events"]

    assert {each["name"] for each in found} == {"abandoned.cart"}
    assert none == []


def test_jobs_are_listed_the_next_first(api: Api, here: str) -> None:
    jobs = api("GET", f"{here}/jobs").body["jobs"]

    assert jobs
    assert [each["due"] for each in jobs] == sorted(each["due"] for each in jobs)


def test_records_are_listed_the_newest_first(api: Api, here: str) -> None:
    api("POST", f"{here}/shopper/baskets", {"id": "x1"})

    listed = api("GET", f"{here}/records/basket", query="limit=2").body

    assert listed["total"] > 2
    assert listed["records"][0]["id"] == "x1"
    assert len(listed["records"]) == 2


def test_resources_are_those_that_have_records(api: Api, here: str) -> None:
    resources = api("GET", f"{here}/records").body["resources"]

    counts = {each: api("GET", f"{here}/records/{each}").body["total"] for each in resources}

    assert {"abandoned_cart", "basket"} <= counts.keys()
    assert all(counts.values())


def test_a_resource_without_records_is_an_empty_list(api: Api, here: str) -> None:
    assert api("GET", f"{here}/records/nothing").body == {"records": [], "total": 0}


def test_a_limit_has_limits(api: Api, here: str) -> None:
    for limit in ("0", "1001", "many"):
        assert api("GET", f"{here}/events", query=f"limit={limit}").status == 422
