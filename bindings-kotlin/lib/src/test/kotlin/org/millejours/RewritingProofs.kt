package org.millejours

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject

// Writes schedules, laws, lints and differences back as the core writes them, from their typed parts.

private fun JsonObjectBuilder.some(key: String, list: List<JsonElement>) {
    if (list.isNotEmpty()) put(key, JsonArray(list))
}

private fun JsonObjectBuilder.span(span: DaySpan) {
    told("from", span.from)
    told("until", span.until)
}

internal fun Schedule.rewritten(): String = buildJsonObject {
    told("schema", 1)
    told("programme", programme)
    told("version", version)
    told("on", on)
    told("family", family)
    put("entries", JsonArray(entries.map { it.rewritten() }))
    if (!exact) told("exact", false)
}.toString()

private fun ScheduleEntry.rewritten() = buildJsonObject {
    told("offer", offer)
    told("subject", subject)
    told("status", status.word)
    told("decision", decision.word)
    span(days)
    certain?.let { put("certain", buildJsonObject { span(it) }) }
    due?.let { due ->
        put("due", buildJsonObject {
            told("from", due.from)
            told("until", due.until)
            if (due.rolled) told("rolled", true)
        })
    }
    dose?.let { put("dose", it.rewritten()) }
    told("version", version)
    put("missing", texts(missing))
    if (already) told("already", true)
    if (!exact) told("exact", false)
}

private fun Limits.rewritten() = buildJsonObject {
    told("adults", adults)
    told("children", children)
    told("pregnancies", pregnancies)
    told("expected", expected)
}

private fun Undecided.rewritten() = buildJsonObject {
    told("bound", bound.word)
    told("offer", offer)
    told("fact", fact)
    some("units", texts(units))
}

internal fun Laws.rewritten(): String = buildJsonObject {
    told("schema", 1)
    told("programme", programme)
    told("version", version)
    told("from", from)
    told("until", until)
    put("limits", limits.rewritten())
    put("laws", JsonArray(laws.map { it.rewritten() }))
}.toString()

private fun Finding.rewritten() = buildJsonObject {
    told("law", law.word)
    told("verdict", verdict.word)
    put("facts", texts(facts))
    some("editions", editions.map {
        buildJsonObject {
            told("version", it.version)
            told("from", it.from)
            told("until", it.until)
        }
    })
    some("breaks", breaks.map { it.rewritten() })
    some("undecided", undecided.map { it.rewritten() })
}

private fun Break.rewritten() = buildJsonObject {
    told("kind", kind.word)
    some("offers", texts(offers))
    told("score", score)
    told("rule", rule)
    told("fact", fact)
    told("unit", unit)
    told("on", on)
    told("before", before)
    told("after", after)
    put("families", JsonArray(families.map { tree(it.rewritten()) }))
    put("assessments", JsonArray(assessments.map { tree(it.rewritten()) }))
}

internal fun Lints.rewritten(): String = buildJsonObject {
    told("schema", 1)
    told("programme", programme)
    told("version", version)
    put("limits", limits.rewritten())
    put("lints", JsonArray(lints.map { it.rewritten() }))
    some("without_cliff", texts(withoutCliff))
    some("undecided", undecided.map { it.rewritten() })
}.toString()

private fun Lint.rewritten() = buildJsonObject {
    told("kind", kind.word)
    told("path", path)
    told("offer", offer)
    told("rule", rule)
    told("score", score)
    told("other", other)
    told("fact", fact)
    told("unit", unit)
    told("before", before)
    told("after", after)
    told("on", on)
    some("families", families.map { tree(it.rewritten()) })
}

internal fun Differences.rewritten(): String = buildJsonObject {
    told("schema", 1)
    put("before", before.rewritten())
    put("after", after.rewritten())
    put("limits", limits.rewritten())
    put("added", texts(added))
    put("removed", texts(removed))
    put("moved", JsonArray(moved.map {
        buildJsonObject {
            told("from", it.from)
            told("to", it.to)
        }
    }))
    put("totals", JsonArray(totals.map { it.rewritten() }))
    some("narrowed", narrowed.map { it.rewritten() })
    some("changed", changed.map { it.rewritten() })
    some("reached", reached.map { it.rewritten() })
    put("differences", JsonArray(differences.map { it.rewritten() }))
    some("undecided", undecided.map { it.rewritten() })
}.toString()

private fun Edition.rewritten() = buildJsonObject {
    told("programme", programme)
    told("version", version)
}

private fun Total.rewritten() = buildJsonObject {
    told("unit", unit)
    told("for", subject.word)
    told("duty", duty.word)
    told("before", before)
    told("after", after)
}

private fun Changed.rewritten() = buildJsonObject {
    told("offer", offer)
    told("for", subject.word)
    told("what", what.word)
    told("before", before)
    told("after", after)
}

private fun regions(regions: List<List<Term>>) = JsonArray(regions.map { region -> JsonArray(region.map { it.rewritten() }) })

private fun Reached.rewritten() = buildJsonObject {
    told("what", what.word)
    told("effect", effect.word)
    put("regions", regions(regions))
    told("complete", complete)
    told("on", on)
    put("family", tree(family.rewritten()))
}

private fun Difference.rewritten(): JsonObject = buildJsonObject {
    told("offer", offer)
    told("for", subject.word)
    told("effect", effect.word)
    put("regions", regions(regions))
    told("complete", complete)
    told("on", on)
    put("family", tree(family.rewritten()))
    told("member", member)
    before?.let { put("before", it.rewritten()) }
    after?.let { put("after", it.rewritten()) }
}

private fun Term.rewritten() = buildJsonObject {
    told("fact", fact)
    told("from", from)
    told("until", until)
    some("values", texts(values))
    if (other) told("other", true)
}
