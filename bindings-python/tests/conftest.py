"""What the tests share: a small programme and a family that it knows."""

import pytest

from millejours import Programme, Vocabulary

PROGRAMME = """\
schema = 1
id = "maison"
version = "2026.1"
valid = { from = 2026-01-01 }

[[offers]]
id = "home-visit"
provider = "pmi"
tier = "universal"
duty = "to_offer"
for = "family"
title = { fr = "Visite à domicile", en = "Home visit" }
cost = "free"
when = [ { id = "place", condition = 'family.territory == "FR-69381"' } ]
"""

VOCABULARY = """\
schema = 1
id = "household"
version = "2026"

[facts.family.rooms]
type = "int"
range = [0, 20]
category = "housing"
"""

# A programme that needs that vocabulary.
NAMING = 'vocabularies = ["household"]\n' + PROGRAMME.replace("territory ==", "rooms < 2 && family.territory ==")

# A programme whose no hangs on what a family could bring about.
REGISTERED = """\
schema = 1
id = "town"
version = "1"
valid = { from = 2026-01-01 }
facts.family.registered = { type = "bool", category = "childcare", changeable = true }

[[offers]]
id = "library"
provider = "town"
tier = "universal"
duty = "none"
for = "family"
title = { en = "Books for babies" }
cost = "free"
when = [ { id = "member", condition = "family.registered" } ]
"""

FAMILY = '{"schema": 1, "id": "f-001", "territory": "FR-69381"}'


@pytest.fixture(scope="session")
def programme() -> Programme:
    return Programme.from_toml(PROGRAMME)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.from_toml(VOCABULARY)
