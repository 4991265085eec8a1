"""What is looked at: document, profile, credentials and the operations that may be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from contract_tests.budgets import depth_of
from contract_tests.document import Document, Operation
from contract_tests.masking import Secrets
from contract_tests.profile import Profile, headers_for, load_profile
from contract_tests.settings import Settings, is_loopback

QUICK_REPEATS = 12


@dataclass(frozen=True, slots=True)
class Narrow:
    """A credential with fewer scopes; without any named it is taken to open reads only."""

    headers: Mapping[str, str]
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Target:
    """The settings, made ready for use."""

    document: Document
    profile: Profile
    credentials: Mapping[str, str]
    operations: tuple[Operation, ...]
    secrets: Secrets
    base_url: str
    full: bool
    reads: tuple[Operation, ...] = ()
    guarded: bool = False
    narrow: Narrow | None = None
    repeats: int = 24

    @property
    def creating(self) -> tuple[Operation, ...]:
        """What changes nothing that is there: reads, and posts to a list."""
        fixed = set(self.profile.path_parameters)
        return tuple(
            o
            for o in self.operations
            if o.reads or (o.method == "POST" and set(o.path_names) <= fixed)
        )

    @property
    def quick(self) -> bool:
        """Whether there is time for the first of each kind only."""
        return self.repeats < QUICK_REPEATS


def aim(settings: Settings) -> Target:
    document = Document(settings.document)
    profile = load_profile(settings.platform, document)
    fixed = {**profile.path_parameters, **settings.path_parameters}
    profile = replace(profile, path_parameters=fixed)
    sendable = tuple(o for o in document.operations if _may_send(o, profile, settings))
    return Target(
        document=document,
        profile=profile,
        credentials=headers_for(profile, document, settings.token),
        operations=tuple(o for o in sendable if is_chosen(o, settings.operations)),
        secrets=Secrets(settings.token, settings.base_url, settings.narrow_token),
        narrow=_narrow(settings, profile, document),
        repeats=depth_of(settings).repeats,
        base_url=settings.base_url.rstrip("/"),
        full=settings.full,
        reads=tuple(o for o in sendable if o.reads),
        guarded=settings.guarded,
    )


def is_chosen(operation: Operation, patterns: Sequence[str]) -> bool:
    """Whether one of the patterns fits the operationId or `METHOD /path`; none chooses all."""
    names = (operation.operation_id, operation.label, operation.path)
    return not patterns or any(
        fnmatchcase(name.lower(), pattern.lower()) for name in names for pattern in patterns
    )


def _narrow(settings: Settings, profile: Profile, document: Document) -> Narrow | None:
    if not settings.narrow_token:
        return None
    headers = headers_for(profile, document, settings.narrow_token)
    return Narrow(headers, frozenset(settings.narrow_scopes))


def _may_send(operation: Operation, profile: Profile, settings: Settings) -> bool:
    """Reads only, unless writing is allowed; what is marked unsafe only to this machine."""
    if operation.operation_id in profile.skip:
        return False
    if operation.definition.get("x-contract") == "unsafe" and not is_loopback(settings.base_url):
        return False
    return settings.full or operation.reads
