"""The story of the network in Python: first contact, a question, an answer, a new answer.

The same lines as `cargo run -p millejours-examples -- familienzentriertes-netzwerk --summary`.
Arguments: the folder, then a date.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from territory import Territory, state


def talk(network: Territory, name: str, answers: dict) -> None:
    """One family's way through the network."""
    # First contact: the family may have told almost nothing, and is told at once what is there for everybody.
    told = network.talk(name)
    print(f"talk {name}: {state(told.assessment)}")

    # The network asks one thing at a time, and always what would settle most. The family answers, or prefers
    # not to: then it is not asked again, and nothing is taken from it.
    asked = 0
    while question := told.next:
        if question.fact in answers:
            told = told.answer(question.fact, answers[question.fact])
            said = json.dumps(answers[question.fact], separators=(",", ":"))
        else:
            told = told.decline(question.fact)
            said = "declined"
        asked += 1
        # The response follows what was said: information for everybody, orientation where a need was named,
        # accompaniment where needs are several or nobody knows yet what would help.
        print(f"  {asked}. {question.fact}: {said} -> {state(told.assessment)}")
    print(f"  settled after {asked} questions")


def main() -> None:
    network = Territory(*(sys.argv[1:] or [Path(__file__).parent]))
    for name in network.families():
        print(network.line(name))
    for told in network.plan["talks"]:
        talk(network, told["family"], told["answers"])


if __name__ == "__main__":
    main()
