"""Plants each defect in turn and prints who sees it: `python -m bench.contract_power`."""

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path
from random import Random

from bench.contract_power.catalogue import catalogue
from bench.contract_power.grounds import SHOP, fresh, ground
from bench.contract_power.planting import CLASSES, Defect
from bench.contract_power.suites import Outcome, Suite, judge, ours, schemathesis
from bench.contract_power.table import Run, as_json, cost, told

KINDS = (*CLASSES, "harmless")


def options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.contract_power", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="draws the places of the defects")
    parser.add_argument("--classes", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--servers", nargs="+", choices=("shop", "salla", "surecart"))
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these defects alone")
    parser.add_argument("--sample", type=int, metavar="N", help="only N of each class")
    parser.add_argument("--mode", choices=("standard", "quick"), default="standard")
    parser.add_argument("--peers", action="store_true", help="schemathesis too, in the shop")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument(
        "--jobs", type=int, default=1, help="runs at a time; more spoil the seconds"
    )
    parser.add_argument("--list", action="store_true", help="say what would be planted")
    parser.add_argument("--suite-args", default="", help="more words for souqbox test, as one text")
    return parser.parse_args(arguments)


def chosen(asked: argparse.Namespace) -> list[Defect]:
    """The defects that were asked for, of each class in turn; the seed draws a sample."""
    wanted = [
        each
        for each in catalogue(asked.seed)
        if each.kind in asked.classes
        and (not asked.servers or each.ground in asked.servers)
        and (not asked.only or each.name in asked.only)
    ]
    chance = Random(asked.seed)
    lots = [[each for each in wanted if each.kind == kind] for kind in KINDS]
    drawn = [chance.sample(lot, min(asked.sample or len(lot), len(lot))) for lot in lots]
    return [each for turn in zip_longest(*drawn) for each in turn if each]


def try_one(suite: Suite, defect: Defect) -> Run:
    its = ground(defect.ground)
    with fresh(its.name) as bed:
        return Run(defect, judge(suite, its, defect.planted.plant(bed)))


def try_sound(suite: Suite, name: str) -> Outcome:
    with fresh(name) as bed:
        return judge(suite, ground(name), bed.handle)


def try_all(suite: Suite, defects: Sequence[Defect], jobs: int) -> list[Run]:
    """Every run; after Ctrl-C those that were done."""
    runs: list[Run] = []
    pool = ThreadPoolExecutor(jobs)
    each = pool.map if jobs > 1 else map
    try:
        for run in each(lambda it: try_one(suite, it), defects):
            runs.append(run)
            print(say(run), file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(f"stopped after {len(runs)} of {len(defects)}", file=sys.stderr)
    finally:
        pool.shutdown(cancel_futures=True)
    return runs


def say(run: Run) -> str:
    word = "caught" if run.outcome.caught else f"exit {run.outcome.exit_code}"
    first = run.outcome.findings[0] if run.outcome.findings else ""
    named = f"{run.defect.kind:10} {run.defect.name:36}"
    return f"{named} {word:7} {run.outcome.seconds:5.1f} s  {first}"


def baseline(suite: Suite, defects: Sequence[Defect], mode: str) -> list[str]:
    """What sound servers cost; ends the program where something is found in one."""
    told_costs = []
    for name in dict.fromkeys([SHOP.name, *(each.ground for each in defects)]):
        outcome = try_sound(suite, name)
        if outcome.exit_code or outcome.findings:
            print(outcome.said)
            sys.exit(f"{suite.name} finds something in the sound {name}: nothing can be measured")
        told_costs.append(cost(f"{suite.name}, sound {name}", outcome, mode))
    return told_costs


def main() -> None:
    asked = options(sys.argv[1:])
    defects = chosen(asked)
    if asked.list:
        for each in defects:
            print(f"{each.kind:10} {each.name:38} {each.ground:9} {each.planted.place}")
        return
    suite = ours(asked.mode == "quick", asked.suite_args.split())
    costs = baseline(suite, defects, asked.mode)
    shown = {suite.name: try_all(suite, defects, asked.jobs)}
    if asked.peers:
        alone = [each for each in defects if each.ground == SHOP.name]
        for peer in (schemathesis(), schemathesis(everything=True)):
            costs.append(cost(f"{peer.name}, sound shop", try_sound(peer, SHOP.name), asked.mode))
            shown[peer.name] = try_all(peer, alone, asked.jobs)
    for name, runs in shown.items():
        part = f", a sample of {asked.sample} of each class" if asked.sample else ""
        print("\n".join(told(f"{name} (seed {asked.seed}{part})", runs)))
    print("\n" + "\n".join(costs))
    if asked.json:
        facts = {name: as_json(runs) for name, runs in shown.items()}
        asked.json.write_text(json.dumps({"seed": asked.seed, "costs": costs, "runs": facts}))


if __name__ == "__main__":
    main()
