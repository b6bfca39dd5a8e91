"""The story of the network in Python: first contact, a question, an answer, a new answer.

The same lines as `cargo run -p millejours-examples -- familienzentriertes-netzwerk --summary`.
Arguments: the folder, then a date.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from territory import Territory, decline, state, tell


def talk(network: Territory, name: str, answers: dict) -> None:
    """One family's way through the network."""

    def assess(family: dict) -> dict:
        return json.loads(network.history.assess_json(json.dumps(family), network.on))

    # First contact: the family may have told almost nothing, and is told at once what is there for everybody.
    family = json.loads(network.family(name))
    answer = assess(family)
    print(f"talk {name}: {state(answer)}")

    # The network asks one thing at a time, and always what would settle most. The family answers, or prefers
    # not to: then it is not asked again, and nothing is taken from it.
    asked = 0
    while answer["questions"]:
        fact = answer["questions"][0]["fact"]
        asked += 1
        if fact in answers:
            family = tell(family, fact, answers[fact])
            said = json.dumps(answers[fact], separators=(",", ":"))
        else:
            family = decline(family, fact)
            said = "declined"
        # The response follows what was said: information for everybody, orientation where a need was named,
        # accompaniment where needs are several or nobody knows yet what would help.
        answer = assess(family)
        print(f"  {asked}. {fact}: {said} -> {state(answer)}")
    print(f"  settled after {asked} questions")


def main() -> None:
    network = Territory(*(sys.argv[1:] or [Path(__file__).parent]))
    for name in network.families():
        print(network.line(name))
    for told in network.plan["talks"]:
        talk(network, told["family"], told["answers"])


if __name__ == "__main__":
    main()
