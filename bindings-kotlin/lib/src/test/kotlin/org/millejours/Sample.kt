package org.millejours

/** A small programme, and a family that it knows. */
internal const val PROGRAMME: String = """
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

internal const val VOCABULARY: String = """
schema = 1
id = "household"
version = "2026"

[facts.family.rooms]
type = "int"
range = [0, 20]
category = "housing"
"""

/** A programme that needs that vocabulary. */
internal val NAMING: String =
    "vocabularies = [\"household\"]\n" + PROGRAMME.replace("territory ==", "rooms < 2 && family.territory ==")

internal const val FAMILY: String = """{"schema": 1, "id": "f-001", "territory": "FR-69381"}"""

internal const val SLIP: String = "schema = 1\nidd = 'x'"
