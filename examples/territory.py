"""What the stories in Python share: a territory's folder, the short lines, and how an answer is written into a family.

The stories themselves are `maison-1000-jours/story.py`, `familienzentriertes-netzwerk/story.py` and
`fruehe-hilfen/story.py`.
"""

import copy
import json
import zlib
from collections import Counter
from pathlib import Path

import millejours as mj

DECISIONS = ("eligible", "not_yet", "no_longer", "undetermined", "not_eligible")
MEMBERS = {"child": "children", "adult": "adults", "pregnancy": "pregnancies"}


class Territory:
    """A folder: the editions of a programme, families, and what its story is about (`story.json`)."""

    def __init__(self, folder: str | Path, on: str | None = None) -> None:
        self.folder = Path(folder)
        editions = sorted(self.folder.glob("programme*.toml"))
        self.history = mj.ProgrammeHistory(mj.Programme.load(path) for path in editions)
        self.plan = json.loads((self.folder / "story.json").read_text(encoding="utf-8"))
        self.on = on or self.plan["on"]

    def families(self) -> list[str]:
        """The names of its families."""
        return sorted(path.stem for path in (self.folder / "families").glob("*.json"))

    def family(self, name: str) -> str:
        """One family's document."""
        return (self.folder / "families" / f"{name}.json").read_text(encoding="utf-8")

    def line(self, name: str, on: str | None = None) -> str:
        """One family's answer in short: its length, its CRC-32, and how many answers of each kind."""
        answer = self.history.assess_json(self.family(name), on or self.on)
        data = answer.encode()
        decisions = Counter(entry["decision"] for entry in json.loads(answer)["offers"])
        counts = "".join(f", {decision} {decisions[decision]}" for decision in DECISIONS)
        return f"{f'{name} {on}' if on else name}: {len(data)} bytes, crc32 {zlib.crc32(data):08x}{counts}"


def state(answer: dict) -> str:
    """What an answer comes to: the response, and how much of it is settled."""
    decisions = Counter(entry["decision"] for entry in answer["offers"])
    return f"{answer['response']}, eligible {decisions['eligible']}, undetermined {decisions['undetermined']}"


def tell(family: dict, fact: str, value: object) -> dict:
    """The family with one answer more. Where a fact stands in the document is said by its name."""
    family = copy.deepcopy(family)
    match fact.replace("[", ".").replace("]", "").split("."):
        case ["family", "needs", domain]:
            family.setdefault("needs", []).append({"domain": domain, "intensity": value, "voice": "family"})
        case ["children" | "adults" | "pregnancies" as members]:  # nobody is absent from this list
            family.setdefault("complete", []).append(members)
        case ["family", "territory" | "languages" as name]:
            family[name] = value
        case ["family", name]:
            family.setdefault("facts", {})[name] = value
        case [kind, id, name]:
            member = next(member for member in family[MEMBERS[kind]] if member["id"] == id)
            own = name in ("born", "arrived", "expected", "ended", "lives_here")
            (member if own else member.setdefault("facts", {}))[name] = value
    return family


def decline(family: dict, fact: str) -> dict:
    """The family that was asked and preferred not to say: the fact stays unknown and is not asked again."""
    return family | {"declined": [*family.get("declined", []), fact]}
