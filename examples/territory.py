"""What the stories in Python share: a territory's folder, the short lines, and a talk.

The stories themselves are `maison-1000-jours/story.py`, `familienzentriertes-netzwerk/story.py` and
`fruehe-hilfen/story.py`.
"""

import json
import zlib
from collections import Counter
from pathlib import Path

import millejours as mj

DECISIONS = ("eligible", "not_yet", "no_longer", "undetermined", "not_eligible")


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

    def family(self, name: str) -> mj.Family:
        """One family."""
        return mj.Family.from_json((self.folder / "families" / f"{name}.json").read_bytes())

    def line(self, name: str, on: str | None = None) -> str:
        """One family's answer in short: its length, CRC-32 and decisions, and the CRC-32 of its words in French."""
        family, programme = self.family(name), self.history.on(on or self.on)
        answer = programme.assess(family, on or self.on)
        decisions = Counter(offer.decision for offer in answer)
        counts = "".join(f", {decision} {decisions[decision]}" for decision in DECISIONS)
        data = answer.to_json().encode()
        words = str(programme.explain(family, on or self.on, language="fr")).encode()
        title = f"{name} {on}" if on else name
        return f"{title}: {len(data)} bytes, crc32 {zlib.crc32(data):08x}{counts}, in words {zlib.crc32(words):08x}"

    def talk(self, name: str) -> mj.Questionnaire:
        """A talk with a family, before the first question."""
        return mj.Questionnaire(self.history.on(self.on), self.family(name), self.on)


def state(answer: mj.Assessment) -> str:
    """What an answer comes to: the response, and how much of it is settled."""
    decisions = Counter(offer.decision for offer in answer)
    return f"{answer.response}, eligible {decisions['eligible']}, undetermined {decisions['undetermined']}"
