"""All that can be planted, at the places of a seed."""

from bench.contract_power import (
    access_defects,
    creation_defects,
    fault_defects,
    harmless,
    keeping_defects,
    listing_defects,
    paging_defects,
    refusal_defects,
    salla_defects,
    schema_defects,
    sense_defects,
    status_defects,
    surecart_defects,
    update_defects,
    validation_defects,
)
from bench.contract_power.planting import Defect, drawn

MODULES = (
    schema_defects,
    status_defects,
    access_defects,
    validation_defects,
    refusal_defects,
    update_defects,
    keeping_defects,
    creation_defects,
    paging_defects,
    listing_defects,
    sense_defects,
    fault_defects,
    salla_defects,
    surecart_defects,
    harmless,
)


def catalogue(seed: int) -> list[Defect]:
    """Defects first, harmless changes last."""
    assert all(MODULES), "importing a module enters its defects"
    every = list(drawn(seed))
    return sorted(every, key=lambda each: each.kind == "harmless")
