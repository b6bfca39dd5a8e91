package org.millejours

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** Reads an assessment that the core has written. */
internal fun assessment(json: String): Assessment = reading {
    val answer = tree(json).jsonObject
    Assessment(
        json = json,
        programme = answer.text("programme"),
        version = answer.text("version"),
        on = answer.date("on"),
        family = answer.textOrNull("family")?.let { FamilyId(it) },
        response = wordOf(answer.text("response")),
        offers = answer.objects("offers", ::offerAnswer),
        questions = answer.objects("questions", ::question),
    )
}

internal fun offerAnswer(answer: JsonObject): OfferAnswer = OfferAnswer(
    offer = OfferId(answer.text("offer")),
    subject = answer.textOrNull("subject")?.let { MemberId(it) },
    decision = decision(answer),
    dose = answer["dose"]?.let { dose(it.jsonObject) },
    reasons = answer.objects("reasons", ::reason),
    missing = answer.list("missing") { FactName(it.text()) },
    changes = answer.objects("changes", ::change),
    already = answer.holds("already"),
    exact = answer.exact(),
)

internal fun dose(dose: JsonObject): Dose = Dose(dose.text("unit"), dose.whole("least"), dose.whole("most"))

/** Whether it is exact; written only where it is not. */
internal fun JsonObject.exact(): Boolean = "exact" !in this || holds("exact")

private fun decision(answer: JsonObject): Decision =
    when (val word = answer.text("decision")) {
        "eligible" -> Decision.Eligible
        "not_eligible" -> Decision.NotEligible
        "not_yet" -> Decision.NotYet(answer.date("from"), wordOf(answer.text("then")))
        "no_longer" -> Decision.NoLonger(answer.date("since"))
        "undetermined" -> Decision.Undetermined
        else -> throw NoSuchElementException(word)
    }

private fun reason(reason: JsonObject): Reason = Reason(
    rule = RuleId(reason.text("rule")),
    truth = wordOf(reason.text("truth")),
    facts = reason.getValue("facts").jsonObject.entries.associate { FactName(it.key) to read(it.value) }.frozen(),
    source = reason.textOrNull("source"),
    excludes = reason.holds("excludes"),
)

private fun read(element: JsonElement): Reading =
    if (element is JsonArray) Reading.Codes(element.map { it.text() }.frozen()) else Reading.One(factValue(element))

private fun change(change: JsonObject): Change = Change(
    set = change.getValue("set").jsonObject.entries.associate { FactName(it.key) to factValue(it.value) }.frozen(),
    then = change.textOrNull("then")?.let { wordOf<Then>(it) } ?: Then.ELIGIBLE,
)

internal fun question(question: JsonObject): Question = Question(
    fact = FactName(question.text("fact")),
    category = wordOf(question.text("category")),
    unlocks = question.list("unlocks") { OfferId(it.text()) },
)
