package readme

/** The programme of the page. */
const val VISIT: String = """
schema = 1
id = "house"
version = "1"
valid = { from = 2026-01-01 }

[[offers]]
id = "home-visit"
provider = "pmi"
tier = "universal"
duty = "to_offer"
for = "child"
title = { en = "Home visit" }
cost = "free"
when = [ { id = "window", condition = "child.age_months < 24" } ]
"""
