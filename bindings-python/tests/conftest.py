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

# A programme that is unfair, does not say whether an offer needs acceptance, and names no source.
UNFAIR = """\
schema = 1
id = "unfair"
version = "1"
valid = { from = 2026-01-01, until = 2026-12-31 }
facts.family.alone = { type = "bool", category = "family_situation", disadvantage = "true" }
facts.child.early = { type = "bool", category = "birth", disadvantage = "true" }
facts.child.weight = { type = "int", range = [0, 10], category = "health" }
facts.family.refused = { type = "bool", category = "other", records = "refusal" }
laws.cliff.hour = 1

[[offers]]
id = "visit"
provider = "pmi"
tier = "universal"
duty = "to_offer"
for = "family"
title = { en = "Home visit" }
cost = "free"
unless = [ { id = "alone", condition = "family.alone" } ]

[[scores]]
id = "support"
points = [
  { when = "children.exists(m, m.early)", points = -9 },
  { when = "children.exists(m, m.weight >= 5)", points = -9 },
]

[[offers]]
id = "talk"
provider = "pmi"
tier = "targeted"
duty = "none"
for = "child"
title = { en = "Talk" }
cost = "free"
when = [ { id = "window", condition = "child.age_months >= 0 && child.age_months < 12" } ]
dose = { unit = "hour", by = "support", steps = [ { from = -18, amount = 1 }, { from = 0, amount = 4 } ] }
due = { in_month = 9 }
"""

# What comes after it: the talk is there for longer, and the visit is gone.
REFORMED = (
    UNFAIR.replace('id = "visit"', 'id = "call"')
    .replace("child.age_months < 12", "child.age_months < 18")
    .replace('version = "1"', 'version = "2"')
)

FAMILY = '{"schema": 1, "id": "f-001", "territory": "FR-69381"}'


@pytest.fixture(scope="session")
def programme() -> Programme:
    return Programme.from_toml(PROGRAMME)


@pytest.fixture(scope="session")
def unfair() -> Programme:
    return Programme.from_toml(UNFAIR)


@pytest.fixture(scope="session")
def reformed() -> Programme:
    return Programme.from_toml(REFORMED)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.from_toml(VOCABULARY)
