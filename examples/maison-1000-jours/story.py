"""The story of the town in Python: the same short lines as `cargo run -p millejours-examples -- --summary`. Arguments: the folder, then a date."""

import sys
import zlib
from pathlib import Path

import millejours as mj

DECISIONS = ("eligible", "not_yet", "no_longer", "undetermined", "not_eligible")


def line(name: str, answer: str) -> str:
    data = answer.encode()
    counts = "".join(f', {d} {answer.count(f'"decision":"{d}"')}' for d in DECISIONS)
    return f"{name}: {len(data)} bytes, crc32 {zlib.crc32(data):08x}{counts}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    on = sys.argv[2] if len(sys.argv) > 2 else "2026-06-01"
    before = mj.Programme.load(folder / "programme-2019.toml")
    now = mj.Programme.load(folder / "programme.toml")
    for path in sorted((folder / "families").glob("*.json")):
        print(line(path.stem, now.assess_json(path.read_text(encoding="utf-8"), on)))
    family = (folder / "families" / "f-two-homes.json").read_text(encoding="utf-8")
    for programme, day in ((before, "2024-12-31"), (now, "2025-01-01")):
        print(line(f"f-two-homes {day}", programme.assess_json(family, day)))


if __name__ == "__main__":
    main()
