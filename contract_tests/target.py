"""What is looked at: document, profile, credentials and the operations that may be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from contract_tests.document import Document, Operation
from contract_tests.findings import Secrets
from contract_tests.profile import Profile, headers_for, load_profile
from contract_tests.settings import Settings, is_loopback


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


def aim(settings: Settings) -> Target:
    document = Document(settings.document)
    profile = load_profile(settings.platform, document)
    fixed = {**profile.path_parameters, **settings.path_parameters}
    profile = replace(profile, path_parameters=fixed)
    return Target(
        document=document,
        profile=profile,
        credentials=headers_for(profile, document, settings.token),
        operations=tuple(o for o in document.operations if _may_send(o, profile, settings)),
        secrets=Secrets(settings.token),
        base_url=settings.base_url.rstrip("/"),
        full=settings.full,
    )


def _may_send(operation: Operation, profile: Profile, settings: Settings) -> bool:
    """Reads only, unless writing is allowed; what is marked unsafe only to this machine."""
    if operation.operation_id in profile.skip:
        return False
    if operation.definition.get("x-contract") == "unsafe" and not is_loopback(settings.base_url):
        return False
    return settings.full or operation.reads
