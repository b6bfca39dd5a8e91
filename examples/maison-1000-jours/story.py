"""The story of the town in Python: the same short lines as `cargo run -p millejours-examples -- --summary`.

Arguments: the folder, then a date.
"""

import json
import sys
import zlib
from collections import Counter
from pathlib import Path

import millejours as mj

DECISIONS = ("eligible", "not_yet", "no_longer", "undetermined", "not_eligible")


def line(name: str, answer: str) -> str:
    data = answer.encode()
    decisions = Counter(entry["decision"] for entry in json.loads(answer)["offers"])
    counts = "".join(f", {decision} {decisions[decision]}" for decision in DECISIONS)
    return f"{name}: {len(data)} bytes, crc32 {zlib.crc32(data):08x}{counts}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    on = sys.argv[2] if len(sys.argv) > 2 else "2026-06-01"
    history = mj.ProgrammeHistory(
        mj.Programme.load(folder / name) for name in ("programme-2019.toml", "programme.toml")
    )
    for path in sorted((folder / "families").glob("*.json")):
        print(line(path.stem, history.assess_json(path.read_text(encoding="utf-8"), on)))
    family = (folder / "families" / "f-two-homes.json").read_text(encoding="utf-8")
    for day in ("2024-12-31", "2025-01-01"):
        print(line(f"f-two-homes {day}", history.assess_json(family, day)))


if __name__ == "__main__":
    main()
