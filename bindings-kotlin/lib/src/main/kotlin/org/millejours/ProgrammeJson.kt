package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/** A programme's own description, read once. */
internal class Described(json: String) {
    private val document = tree(json).jsonObject
    val title: Map<String, String> = document.words("title")
    val language: String? = document.textOrNull("language")
    val source: String? = document.textOrNull("source")
    val valid: Validity = document.getValue("valid").jsonObject.let { valid ->
        Validity(valid.date("from"), valid.textOrNull("until")?.let { LocalDate.parse(it) })
    }
    val target: List<Rule> = document.objects("target", ::rule)
    val providers: List<Provider> =
        document.objects("providers") { Provider(ProviderId(it.text("id")), it.words("title"), it.textOrNull("contact")) }
    val offers: List<Offer> = document.objects("offers", ::offer)
}

/** The facts of a programme or vocabulary. */
internal fun factDefinitions(json: String): List<FactDefinition> = reading {
    tree(json).jsonObject.flatMap { (subject, facts) ->
        facts.jsonObject.map { (name, fact) -> definition(wordOf(subject), name, fact.jsonObject) }
    }.frozen()
}

private fun rule(rule: JsonObject): Rule = Rule(
    id = RuleId(rule.text("id")),
    condition = rule.text("condition"),
    source = rule.textOrNull("source"),
    title = rule.words("title"),
    sentence = rule.words("sentence"),
    otherwise = rule.words("otherwise"),
)

private fun offer(offer: JsonObject): Offer = Offer(
    id = OfferId(offer.text("id")),
    provider = ProviderId(offer.text("provider")),
    tier = wordOf(offer.text("tier")),
    duty = wordOf(offer.text("duty")),
    domains = offer.texts("domains"),
    subject = wordOf(offer.text("for")),
    title = offer.words("title"),
    sentence = offer.words("sentence"),
    whenRules = offer.objects("when", ::rule),
    unlessRules = offer.objects("unless", ::rule),
    cost = when (val cost = offer.getValue("cost")) {
        is JsonObject -> Cost.Amount(BigDecimal(cost.text("amount")), cost.text("currency"))
        else -> Cost.Free
    },
    due = offer["due"]?.let { due(it.jsonObject) },
    area = offer.textOrNull("area"),
    languages = offer.texts("languages"),
    capacity = offer.wholeOrNull("capacity"),
    replaces = offer.list("replaces") { OfferId(it.text()) },
    needsAcceptance = if ("needs_acceptance" in offer) offer.holds("needs_acceptance") else null,
    openDoor = if ("open_door" in offer) offer.holds("open_door") else null,
    referral = offer["referral"]?.let { terms(it.jsonObject) },
    form = offer.list("form") { FactName(it.text()) },
    principles = offer.texts("principles"),
    source = offer.textOrNull("source"),
)

private fun terms(terms: JsonObject): ReferralTerms = ReferralTerms(
    answerWithinDays = terms.wholeOrNull("answer_within_days"),
    beginWithinDays = terms.wholeOrNull("begin_within_days"),
    expiresAfterDays = terms.wholeOrNull("expires_after_days"),
)

private fun due(due: JsonObject): Due {
    val (key, ends) = due.entries.first { it.key !in setOf("first_day_counts", "roll") }
    val numbers = if (ends is JsonArray) ends.map { it.text().toInt() } else listOf(ends.text().toInt())
    val window = when (key) {
        "days" -> DueWindow.Days(numbers[0], numbers[1], due.holds("first_day_counts"))
        "weeks" -> DueWindow.Weeks(numbers[0], numbers[1])
        "in_month" -> DueWindow.InMonth(numbers[0])
        "months" -> DueWindow.Months(numbers[0], numbers[1])
        "in_year" -> DueWindow.InYear(numbers[0])
        "years" -> DueWindow.Years(numbers[0], numbers[1])
        "pregnancy_weeks" -> DueWindow.PregnancyWeeks(numbers[0], numbers.getOrNull(1))
        else -> throw NoSuchElementException(key)
    }
    return Due(window, due.textOrNull("roll")?.let { wordOf<Roll>(it) })
}

private fun definition(subject: Subject, name: String, fact: JsonObject): FactDefinition = FactDefinition(
    subject = subject,
    name = name,
    type = type(fact),
    unit = fact.textOrNull("unit"),
    category = wordOf(fact.text("category")),
    disadvantage = disadvantage(fact),
    records = fact.textOrNull("records")?.let { wordOf<Records>(it) },
    changeable = fact.holds("changeable"),
    freshMonths = fact.wholeOrNull("fresh_months"),
    title = fact.words("title"),
    question = fact.words("question"),
    words = fact.table("words") { words -> words.jsonObject.mapValues { it.value.text() }.frozen() },
    source = fact.textOrNull("source"),
)

private fun type(fact: JsonObject): FactType {
    val range = fact.texts("range")
    val (least, most) = range.getOrNull(0) to range.getOrNull(1)
    return when (val word = fact.text("type")) {
        "bool" -> FactType.Bool
        "int" -> FactType.Whole(least?.toLong(), most?.toLong())
        "number" -> FactType.Decimal(fact.text("places").toInt(), least?.toBigDecimal(), most?.toBigDecimal())
        "money" -> FactType.Money(fact.text("currency"), least?.toBigDecimal(), most?.toBigDecimal())
        "date" -> FactType.Date(least?.let { LocalDate.parse(it) }, most?.let { LocalDate.parse(it) })
        "code" -> FactType.Code
        "enum" -> FactType.Enum(fact.texts("values"))
        else -> throw NoSuchElementException(word)
    }
}

private fun disadvantage(fact: JsonObject): Disadvantage? {
    if (fact["disadvantage"] is JsonArray) return Disadvantage.Values(fact.texts("disadvantage"))
    return when (val word = fact.textOrNull("disadvantage")) {
        null -> null
        "low" -> Disadvantage.Low
        "high" -> Disadvantage.High
        "true" -> Disadvantage.True
        "false" -> Disadvantage.False
        else -> throw NoSuchElementException(word)
    }
}
