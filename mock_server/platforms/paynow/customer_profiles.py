"""How a customer is known on other platforms, and the profile that they are shown by."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

IDS = ("steam_id", "minecraft_uuid", "xbox_xuid")
"""Ids on other platforms; each is that of one customer."""


def with_profiles(customer: Record, shop: Shop) -> Record:
    """The customer with the profiles that their ids and their name make.

    Nobody is asked at Steam or at Minecraft: names there are the customer's own.
    """
    shown = {
        **customer,
        "steam": _profile(customer, "steam_id", shop),
        "minecraft": _profile(customer, "minecraft_uuid", shop),
    }
    return {**shown, "profile": _generic(shown)}


def _profile(customer: Mapping[str, Any], field: str, shop: Shop) -> Record | None:
    key = customer[field]
    if not key:
        return None
    picture = f"https://cdn.{shop.facts.store.domain}/avatars/{key}.png"
    return {"id": key, "name": customer["name"] or key, "avatar_url": picture}


def _generic(customer: Mapping[str, Any]) -> Record:
    """The first platform that knows the customer; PayNow itself, for want of another."""
    for platform in ("steam", "minecraft"):
        if customer[platform]:
            return {**customer[platform], "platform": platform}
    name = customer["name"] or "Guest"
    if customer["xbox_xuid"]:
        key, platform = customer["xbox_xuid"], "xbox_xuid"
    else:
        key, platform = customer["id"], "paynow"
    return {"id": key, "platform": platform, "name": name, "avatar_url": None}
