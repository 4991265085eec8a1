"""Assembles a sandbox: documents and platforms become bindings, plans and one ASGI app."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from starlette.types import ASGIApp

from mock_server.engine.journal import KEPT, Journal
from mock_server.engine.limits import Mode
from mock_server.engine.shops import Shops
from mock_server.engine.watch import Watch
from mock_server.spec.cache import Cache
from mock_server.spec.locations import data_folder
from mock_server.web.cors import Cors
from mock_server.web.draining import Draining
from mock_server.web.front import Front, Mounted
from mock_server.web.outbox import Outbox
from mock_server.web.pages import Pages
from mock_server.web.platform_app import linked_app, make_plans
from mock_server.web.posting import Poster, Posting
from mock_server.web.request_ids import RequestIds
from mock_server.web.tail import Tail

from .accounts import documents_beside, with_accounts
from .administration import admin_app
from .making import DEMO, Maker, Start, StoryTeller
from .parts import Part, load_part
from .telling import Teller
from .watching import looks_at

__all__ = ["Assembly", "Options", "Part", "Stack", "assemble", "load_part"]

Stack = Literal["linked", "plain"]
"""`linked` serves; `plain` is Connexion as it comes, which tests hold the other to."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a sandbox is built.

    `remember` lets an answer that was found valid once pass unchecked when the same bytes come
    again; without it every answer is checked anew. `stack` chooses our own layer or Connexion's.
    `webhook_hosts` may be sent webhooks; all other hosts only where they are this machine.
    `admin_origins` are whose pages may use the admin API beside those of this machine.
    `journal` is how many exchanges are kept, `rate_limit` the rule for shops that have none.
    `poster` makes the attempts of deliveries, where they are not to go out over HTTP.
    `scenario_files` are scenarios of the user's own, by name.
    """

    cache_folder: Path | None = None
    remember: bool = True
    stack: Stack = "linked"
    admin_token: str | None = None
    tell: StoryTeller | None = None
    webhook_hosts: tuple[str, ...] = ()
    admin_origins: tuple[str, ...] = ()
    journal: int = KEPT
    rate_limit: Mode = "off"
    poster: Posting | None = None
    scenario_files: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assembly:
    """A sandbox that is ready to serve."""

    parts: Mapping[str, Part]
    shops: Shops
    maker: Maker
    app: ASGIApp
    outbox: Outbox
    watch: Watch
    tail: Tail


def assemble(names: Sequence[str], start: Start, options: Options | None = None) -> Assembly:
    """The sandbox with these platforms; each has its demo shop already.

    Raises:
        ScenarioError: there is no such scenario, or it cannot be read.
    """
    options = options or Options()
    cache = Cache(options.cache_folder)
    teller = Teller(data_folder("fixtures"), cache, options.scenario_files)
    parts = {name: load_part(name, cache) for name in names}
    platforms = {name: part.platform for name, part in parts.items()}
    maker = Maker(platforms, options.tell or teller, start)
    shops = Shops(maker)
    watch = Watch(Journal(options.journal), limits=options.rate_limit)
    poster = options.poster or Poster(options.webhook_hosts)
    outbox = Outbox(shops, poster, watch.metrics.delivered)
    maker.sender = outbox.kick
    request_ids = RequestIds()
    mounted = {
        name: Mounted(_platform_app(part, shops, request_ids, options, watch), part.platform.hosts)
        for name, part in parts.items()
    }
    admin = admin_app(parts, shops, maker, teller, cache, options.admin_token, request_ids, watch)
    looks = looks_at(watch, shops, admin.gate.check)
    documents = {name: part.contract.document for name, part in parts.items()}
    index = {name: f"/{name}{part.contract.base_path}" for name, part in parts.items()}
    documents |= documents_beside(parts)
    pages = Pages({**documents, "__admin": admin.document}, {"souqbox": index}, looks.pages)
    for name in names:
        shops.get(name, DEMO)
    only = names[0] if len(names) == 1 else None
    drained = Draining(admin.app, shops, outbox)
    cors = Cors(options.admin_origins)
    mounted["__admin"] = Mounted(drained)
    front = Front(mounted, pages, cors, only, watch, request_ids)
    return Assembly(parts, shops, maker, front, outbox, watch, looks.tail)


def _platform_app(
    part: Part, shops: Shops, request_ids: RequestIds, options: Options, watch: Watch
) -> ASGIApp:
    plans = make_plans(
        part.contract, part.platform, part.bindings, shops, remember=options.remember
    )
    if options.stack == "plain":
        from mock_server.web.plain import plain_app  # loads what only the plain stack needs

        main = plain_app(part.contract, part.platform, plans, request_ids)
    else:
        main = linked_app(part.contract, part.platform, plans, request_ids, watch)
    return with_accounts(main, part, shops, request_ids, watch)
