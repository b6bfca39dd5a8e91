package org.example.app

import org.millejours.Programme
import org.millejours.ProgrammeException
import org.millejours.ProgrammeHistory
import java.time.LocalDate

/** What an app would do, so that every kind of call crosses the boundary: objects, lists of them, texts, refusals. */
fun main() {
    val programme = Programme.fromToml(
        """
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
        """,
    )
    val family = """{"schema": 1, "children": [{"id": "c1", "born": "2026-02-11"}, {"id": "c2"}]}"""
    val day = LocalDate.of(2026, 6, 1)
    println(programme.assessJson(family, day))
    println(ProgrammeHistory(listOf(Programme.fromJson(programme.toJson()))).versions.single().id)
    try {
        Programme.fromToml("schema = 1\nidd = 'house'")
    } catch (refused: ProgrammeException) {
        refused.problems.forEach { println("${it.line} ${it.column} ${it.code} ${it.help}") }
    }
}
