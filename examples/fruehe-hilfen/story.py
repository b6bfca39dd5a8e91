"""The story of the region in Python: a pregnancy and its examinations; first talk, question, answer, new answer.

The same lines as `cargo run -p millejours-examples -- fruehe-hilfen --summary`. Arguments: the folder, then a date.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from territory import Territory, state


def talk(region: Territory, name: str, answers: dict) -> None:
    """One family's way through the Frühe Hilfen."""
    # First talk: whatever the family has told, it hears at once what is there for everybody.
    told = region.talk(name)
    print(f"talk {name}: {state(told.assessment)}")

    # One thing is asked at a time, the one that would settle most. All of it is voluntary: what a family prefers
    # not to say stays unknown, is not asked again, and takes nothing from it.
    asked = 0
    while question := told.next:
        if question.fact in answers:
            told = told.answer(question.fact, answers[question.fact])
            said = json.dumps(answers[question.fact], separators=(",", ":"))
        else:
            told = told.decline(question.fact)
            said = "declined"
        asked += 1
        # A short support where one thing is on the mind; accompaniment where needs are several, or strong.
        print(f"  {asked}. {question.fact}: {said} -> {state(told.assessment)}")
    print(f"  settled after {asked} questions")


def main() -> None:
    region = Territory(*(sys.argv[1:] or [Path(__file__).parent]))
    for name in region.families():
        print(region.line(name))
    # Time passes: the same family on several days. Beyond 30 September 2026 this edition refuses to answer.
    days = region.plan["days"]
    for on in days["on"]:
        print(region.line(days["family"], on))
    for told in region.plan["talks"]:
        talk(region, told["family"], told["answers"])


if __name__ == "__main__":
    main()
