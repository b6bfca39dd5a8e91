package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.RawDifferences
import org.millejours.internal.RawLaws
import org.millejours.internal.RawLints

/** Reads a proof of the core. */
internal fun laws(handle: RawLaws): Laws = reading {
    val json = calling { handle.json() }
    val proof = tree(json).jsonObject
    Laws(
        handle = handle,
        json = json,
        programme = proof.text("programme"),
        version = proof.text("version"),
        from = proof.date("from"),
        until = proof.dateOrNull("until"),
        limits = limits(proof),
        laws = proof.objects("laws", ::finding),
    )
}

private fun limits(proof: JsonObject): Limits = proof.getValue("limits").jsonObject.let {
    Limits(it.text("adults").toInt(), it.text("children").toInt(), it.text("pregnancies").toInt(), it.text("expected").toInt())
}

private fun finding(finding: JsonObject): Finding {
    val undecided = finding.objects("undecided", ::undecided)
    val verdict = when (val word = finding.text("verdict")) {
        "holds" -> Verdict.Holds
        "broken" -> Verdict.Broken(finding.objects("breaks", ::broken), undecided)
        "not_decided" -> Verdict.NotDecided(undecided)
        else -> throw NoSuchElementException(word)
    }
    val editions = finding.objects("editions") { InForce(it.text("version"), it.date("from"), it.dateOrNull("until")) }
    return Finding(wordOf(finding.text("law")), verdict, finding.texts("facts"), editions)
}

private fun broken(found: JsonObject): Break = Break(
    kind = wordOf(found.text("kind")),
    offers = found.list("offers") { OfferId(it.text()) },
    score = found.textOrNull("score"),
    rule = found.textOrNull("rule")?.let { RuleId(it) },
    fact = found.textOrNull("fact")?.let { FactName(it) },
    unit = found.textOrNull("unit"),
    on = found.date("on"),
    before = found.longOrNull("before"),
    after = found.longOrNull("after"),
    families = found.list("families") { Family.written(it.toString()) },
    assessments = found.list("assessments") { assessment(it.toString()) },
)

private fun undecided(found: JsonObject): Undecided = Undecided(
    bound = wordOf(found.text("bound")),
    offer = found.textOrNull("offer")?.let { OfferId(it) },
    fact = found.textOrNull("fact"),
    units = found.texts("units"),
)

/** Reads lints of the core. */
internal fun lints(handle: RawLints): Lints = reading {
    val json = calling { handle.json() }
    val found = tree(json).jsonObject
    Lints(
        handle = handle,
        json = json,
        programme = found.text("programme"),
        version = found.text("version"),
        limits = limits(found),
        lints = found.objects("lints", ::lint),
        withoutCliff = found.texts("without_cliff"),
        undecided = found.objects("undecided", ::undecided),
    )
}

private fun lint(found: JsonObject): Lint = Lint(
    kind = wordOf(found.text("kind")),
    path = found.text("path"),
    offer = found.textOrNull("offer")?.let { OfferId(it) },
    rule = found.textOrNull("rule")?.let { RuleId(it) },
    score = found.textOrNull("score"),
    other = found.textOrNull("other"),
    fact = found.textOrNull("fact"),
    unit = found.textOrNull("unit"),
    before = found.longOrNull("before"),
    after = found.longOrNull("after"),
    on = found.dateOrNull("on"),
    families = found.list("families") { Family.written(it.toString()) },
)

/** Reads a comparison of the core. */
internal fun differences(handle: RawDifferences): Differences = reading {
    val json = calling { handle.json() }
    val found = tree(json).jsonObject
    Differences(
        handle = handle,
        json = json,
        before = edition(found, "before"),
        after = edition(found, "after"),
        limits = limits(found),
        added = found.list("added") { OfferId(it.text()) },
        removed = found.list("removed") { OfferId(it.text()) },
        moved = found.objects("moved") { Moved(OfferId(it.text("from")), OfferId(it.text("to"))) },
        totals = found.objects("totals") {
            val (before, after) = it.text("before").toInt() to it.text("after").toInt()
            Total(it.text("unit"), wordOf(it.text("for")), wordOf(it.text("duty")), before, after)
        },
        narrowed = found.objects("narrowed", ::term),
        changed = found.objects("changed") {
            val (before, after) = it.textOrNull("before") to it.textOrNull("after")
            Changed(OfferId(it.text("offer")), wordOf(it.text("for")), wordOf(it.text("what")), before, after)
        },
        reached = found.objects("reached", ::reached),
        differences = found.objects("differences", ::difference),
        undecided = found.objects("undecided", ::undecided),
    )
}

private fun edition(found: JsonObject, key: String): Edition =
    found.getValue(key).jsonObject.let { Edition(it.text("programme"), it.text("version")) }

private fun regions(found: JsonObject): List<List<Term>> =
    found.list("regions") { region -> region.jsonArray.map { term(it.jsonObject) }.frozen() }

private fun reached(found: JsonObject): Reached = Reached(
    what = wordOf(found.text("what")),
    effect = wordOf(found.text("effect")),
    regions = regions(found),
    complete = found.holds("complete"),
    on = found.date("on"),
    family = Family.written(found.getValue("family").toString()),
)

private fun difference(found: JsonObject): Difference = Difference(
    offer = OfferId(found.text("offer")),
    subject = wordOf(found.text("for")),
    effect = wordOf(found.text("effect")),
    regions = regions(found),
    complete = found.holds("complete"),
    on = found.date("on"),
    family = Family.written(found.getValue("family").toString()),
    member = found.textOrNull("member")?.let { MemberId(it) },
    before = found["before"]?.let { offerAnswer(it.jsonObject) },
    after = found["after"]?.let { offerAnswer(it.jsonObject) },
)

private fun term(term: JsonObject): Term =
    Term(term.text("fact"), term.textOrNull("from"), term.textOrNull("until"), term.texts("values"), term.holds("other"))

private fun JsonObject.longOrNull(key: String): Long? = get(key)?.text()?.toLong()

internal fun JsonObject.dateOrNull(key: String): LocalDate? = textOrNull(key)?.let { LocalDate.parse(it) }
