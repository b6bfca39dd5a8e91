"""The story of the town in Python: the same lines as `cargo run -p millejours-examples -- maison-1000-jours --summary`.

The night of 31 December 2024 the law changed: the same family is told the examinations of its child of two weeks by one
edition on that day and by the next one on the morrow. Arguments: the folder, then a date.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from territory import Territory


def main() -> None:
    town = Territory(*(sys.argv[1:] or [Path(__file__).parent]))
    for name in town.families():
        print(town.line(name))
    # The history finds the edition in force on each day by itself.
    days = town.plan["days"]
    for on in days["on"]:
        print(town.line(days["family"], on))


if __name__ == "__main__":
    main()
