"""What subscribers, shoppers and testers do, beside a book of what each subscription must hear."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.asgi import Call

from .world import RECEIVER, json_call, path_of

if TYPE_CHECKING:
    from .history import History

WELL = (200,)
MOODS: tuple[tuple[int | None, ...], ...] = ((500,), (None,), (503, 500), (404, None, 500), (301,))
PEOPLE = ("sara", "fahad")


@dataclass(eq=False)
class Heard:
    """A subscription as its owner knows it."""

    shop: str
    url: str
    event: str
    secret: str
    answer: Any
    open: bool = True


def subscribes(history: "History") -> None:
    shop, event = history.some_shop(), history.some(history.speech.events)
    number = len(history.subscriptions)
    url, secret = f"{RECEIVER}/{shop}/{number}", f"a-secret-of-{shop}-{number}"
    path, body = history.speech.subscribe(event, url, secret)
    headers = history.speech.carries([f"shop:{shop}"])
    reply = history.ask("POST", shop, path, headers, body=body)
    if history.was_struck(reply, shop):
        return
    assert reply.status in (200, 201), reply.content
    secret = history.speech.secret(reply.body, secret)
    history.secrets.append(secret)
    history.subscriptions.append(Heard(shop, url, event, secret, reply.body))


def unsubscribes(history: "History") -> None:
    heard = history.some([each for each in history.subscriptions if each.open])
    if heard is None:
        return
    method, path, query = history.speech.unsubscribe(heard.answer)
    headers = history.speech.carries([f"shop:{heard.shop}"])
    reply = history.ask(method, heard.shop, path, headers, query=query)
    if not history.was_struck(reply, heard.shop):
        assert 200 <= reply.status < 300, reply.content
        heard.open = False


def falls_ill(history: "History") -> None:
    """A receiver fails for some attempts."""
    heard = history.some(history.subscriptions)
    if heard is not None:
        moods = list(history.some(MOODS) or WELL)
        history.world.receiver.moods.setdefault(path_of(heard.url), []).extend(moods)


def shops(history: "History") -> None:
    """Somebody fills a basket, and leaves it there or pays."""
    shop = history.some_shop()
    baskets = "/shopper/baskets"
    key = history.world.done("POST", shop, baskets, {})["id"]
    history.world.done("POST", shop, f"{baskets}/{key}/lines", {"product": "honey"})
    person = {"customer": history.some(PEOPLE)}
    history.world.done("PUT", shop, f"{baskets}/{key}/contact", person)
    history.baskets.append((shop, key))


def pays(history: "History") -> None:
    if history.baskets:
        at = history.random.randrange(len(history.baskets))
        shop, key = history.baskets.pop(at)
        history.world.done("POST", shop, f"/shopper/baskets/{key}/pay")


def reminds(history: "History") -> None:
    """By hand; refused of a basket that nobody left."""
    basket = history.some(history.baskets)
    if basket is not None:
        shop, key = basket
        reply = history.world.admin("POST", shop, f"/shopper/baskets/{key}/remind", {})
        assert reply.status in (200, 422), reply.body


def triggers(history: "History") -> None:
    """An event by hand, at times with a signature that must not verify."""
    heard = history.some([each for each in history.subscriptions if each.open])
    if heard is not None:
        manner = {"signature": history.some(["good", "bad", "missing", "old"]), "times": 2}
        body = {"events": [heard.event], **manner}
        reply = history.world.admin("POST", heard.shop, "/webhooks/trigger", body)
        assert reply.status in (200, 422), reply.body  # its endpoint may be disabled by now


def replays(history: "History") -> None:
    shop = history.some_shop()
    listed = history.world.done("GET", shop, "/webhooks/deliveries")["deliveries"]
    delivery = history.some(listed)
    if delivery is not None:
        place = f"/webhooks/deliveries/{delivery['id']}/replay"
        reply = history.world.admin("POST", shop, place, {"signature": "good"})
        assert reply.status in (200, 422), reply.body  # its subscription may be gone


def breaks(history: "History") -> None:
    """A fault of one shop, for some calls."""
    shop, status = history.some_shop(), history.some([500, 503, 429])
    fault = {"platform": history.platform, "shop": shop, "action": "status", "status": status}
    body = {**fault, "times": history.random.randint(1, 2)}
    made = history.world.send(json_call("POST", "/__admin/faults", {}, body))
    assert made.status == 200, made.body


def mends(history: "History") -> None:
    shop = history.some_shop()
    query = f"platform={history.platform}&shop={shop}"
    done = history.world.send(Call("DELETE", "/__admin/faults", {}, query))
    assert done.status == 200, done.body
