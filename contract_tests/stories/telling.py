"""Tells the stories of a platform to one server."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from contract_tests.inspection import Inspection
from contract_tests.stories.sandbox import NotAsked, StoryShop, find_admin
from contract_tests.stories.stage import Ended, Skipped, Stage

__all__ = ["Story", "tell_stories"]


@dataclass(frozen=True, slots=True)
class Story:
    """`rule` is that of its findings; `concerns` says whether the document has what it is about."""

    rule: str
    title: str
    tell: Callable[[Stage], None]
    concerns: Callable[[Inspection], bool]


def tell_stories(
    inspection: Inspection, platform: str, stories: Sequence[Story], seed: int = 0
) -> None:
    """Tell each that the document has the operations for; what is skipped is noted with its reason.

    At a souqbox each story has a new shop of its own: the user's shops and their clocks stay.
    """
    told = [story for story in stories if story.concerns(inspection)]
    admin = find_admin(inspection.target.base_url, platform) if told else None
    for number, story in enumerate(told):
        name = f"story-{seed}-{number}"
        try:
            with StoryShop(admin, platform, name) if admin else nullcontext() as shop:
                _tell(inspection, story, platform, shop)
        except NotAsked as error:
            inspection.notes.append(f"{story.title} was not told: {error}")


def _tell(inspection: Inspection, story: Story, platform: str, shop: StoryShop | None) -> None:
    stage = Stage(inspection, story.rule, story.title, platform, shop)
    since = len(inspection.findings)
    try:
        story.tell(stage)
    except Skipped as reason:
        inspection.notes.append(f"{story.title} was not told: {reason}")
    except Ended:
        if not stage.failed:
            inspection.notes.append(
                f"{story.title} broke off at {stage.at!r}: no answer or no time"
            )
    finally:
        stage.hide_secrets(since)
