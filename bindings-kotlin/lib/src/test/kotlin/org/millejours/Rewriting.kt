package org.millejours

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

// Writes typed answers back as the core writes them: what the typed face had lost would be missing here.

internal fun texts(list: List<Any>) = JsonArray(list.map { JsonPrimitive(it.toString()) })

internal fun JsonObjectBuilder.told(key: String, value: Any?) {
    when (value) {
        null -> {}
        is Boolean -> put(key, JsonPrimitive(value))
        is Number -> put(key, JsonPrimitive(value))
        else -> put(key, JsonPrimitive(value.toString()))
    }
}

private fun JsonObjectBuilder.listed(key: String, list: List<Any>) {
    if (list.isNotEmpty()) put(key, texts(list))
}

private fun JsonObjectBuilder.words(key: String, words: Map<String, String>) {
    if (words.isNotEmpty()) put(key, JsonObject(words.mapValues { JsonPrimitive(it.value) }))
}

internal fun <T> JsonObjectBuilder.all(key: String, list: List<T>, write: (T) -> JsonElement) {
    put(key, JsonArray(list.map(write)))
}

internal fun Assessment.rewritten(): String = buildJsonObject {
    told("schema", 1)
    told("programme", programme)
    told("version", version)
    told("on", on)
    told("family", family)
    told("response", response.word)
    all("offers", offers) { it.rewritten() }
    all("questions", questions) {
        buildJsonObject {
            told("fact", it.fact)
            told("category", it.category.word)
            put("unlocks", texts(it.unlocks))
        }
    }
}.toString()

internal fun Dose.rewritten() = buildJsonObject {
    told("unit", unit)
    told("least", least)
    told("most", most)
}

internal fun OfferAnswer.rewritten() = buildJsonObject {
    told("offer", offer)
    told("subject", subject)
    told("decision", decision.word)
    when (val decided = decision) {
        is Decision.NotYet -> {
            told("from", decided.from)
            told("then", decided.then.word)
        }
        is Decision.NoLonger -> told("since", decided.since)
        Decision.Eligible, Decision.NotEligible, Decision.Undetermined -> {}
    }
    dose?.let { put("dose", it.rewritten()) }
    all("reasons", reasons) { it.rewritten() }
    put("missing", texts(missing))
    all("changes", changes) { change ->
        buildJsonObject {
            put("set", JsonObject(change.set.entries.associate { it.key.value to it.value.element() }))
            if (change.then != Then.ELIGIBLE) told("then", change.then.word)
        }
    }
    if (already) told("already", true)
    if (!exact) told("exact", false)
}

private fun Reason.rewritten() = buildJsonObject {
    told("rule", rule)
    told("truth", truth.word)
    put("facts", JsonObject(facts.entries.associate { (name, reading) ->
        name.value to when (reading) {
            is Reading.One -> reading.value.element()
            is Reading.Codes -> texts(reading.codes)
        }
    }))
    put("source", source?.let { JsonPrimitive(it) } ?: JsonNull)
    if (excludes) told("excludes", true)
}

internal fun Problem.rewritten(): JsonObject = buildJsonObject {
    told("code", code)
    told("line", line)
    told("column", column)
    told("path", path.ifEmpty { null })
    told("message", message)
    told("expected", expected)
    told("help", help)
}

/** The text of a problem as the core writes it, from its parts. */
internal fun Problem.retold(): String {
    val place = when {
        line == null -> path.ifEmpty { "the document" }
        path.isEmpty() -> "line $line, column $column"
        else -> "line $line, column $column ($path)"
    }
    val more = listOfNotNull(expected?.let { "\n  expected: $it" }, help?.let { "\n  help: $it" })
    return "$place: $message [$code]${more.joinToString("")}"
}

internal fun MillejoursException.rewritten(): String = buildJsonObject {
    told("schema", 1)
    told("error", this@rewritten.javaClass.simpleName.removeSuffix("Exception").lowercase())
    all("problems", problems) { it.rewritten() }
}.toString()

/** The family in the core's form, from its typed parts. */
internal fun Family.rewritten(): String = FamilyParts(
    id, territory, otherTerritories, languages, complete, adults, children, pregnancies, relations, needs, resources,
    supports, facts, declined,
).document().toString()

/** The facts of a programme in the core's form, from their definitions. */
internal fun Programme.rewrittenFacts(): JsonObject =
    JsonObject(facts.groupBy { it.subject.word }.mapValues { (_, facts) ->
        JsonObject(facts.associate { it.name to it.rewritten() })
    })

private fun FactDefinition.rewritten(): JsonElement = buildJsonObject {
    val (word, ends) = when (val type = type) {
        FactType.Bool -> "bool" to listOf(null, null)
        is FactType.Whole -> "int" to listOf(type.least, type.most)
        is FactType.Decimal -> "number" to listOf(type.least?.toPlainString(), type.most?.toPlainString())
        is FactType.Money -> "money" to listOf(type.least?.toPlainString(), type.most?.toPlainString())
        is FactType.Date -> "date" to listOf(type.first?.toString(), type.last?.toString())
        FactType.Code -> "code" to listOf(null, null)
        is FactType.Enum -> "enum" to listOf(null, null)
    }
    told("type", word)
    (type as? FactType.Enum)?.let { put("values", texts(it.values)) }
    (type as? FactType.Money)?.let { told("currency", it.currency) }
    (type as? FactType.Decimal)?.let { told("places", it.places) }
    val range = ends.filterNotNull().map { if (it is Long) JsonPrimitive(it) else JsonPrimitive(it.toString()) }
    if (range.isNotEmpty()) put("range", JsonArray(range))
    told("unit", unit)
    told("category", category.word)
    when (val end = disadvantage) {
        null -> {}
        is Disadvantage.Values -> put("disadvantage", texts(end.values))
        else -> told("disadvantage", end.toString().lowercase())
    }
    told("records", records?.word)
    if (changeable) told("changeable", true)
    told("fresh_months", freshMonths)
    told("source", source)
    words("title", title)
    words("question", question)
    if (words.isNotEmpty()) {
        put("words", JsonObject(words.mapValues { (_, own) -> JsonObject(own.mapValues { JsonPrimitive(it.value) }) }))
    }
}

internal fun Explanation.rewritten(): String = buildJsonObject {
    told("schema", 1)
    told("language", language)
    told("direction", direction.word)
    told("audience", audience.word)
    told("response", response)
    all("offers", offers) { it.rewritten() }
    all("questions", questions) {
        buildJsonObject {
            told("fact", it.fact)
            told("sentence", it.sentence)
            told("sentence_language", it.sentenceLanguage)
            put("unlocks", texts(it.unlocks))
        }
    }
    told("text", text)
}.toString()

private fun ExplainedOffer.rewritten() = buildJsonObject {
    told("offer", offer)
    told("subject", subject)
    told("decision", decision)
    told("title", title)
    told("title_language", titleLanguage)
    told("whom", whom)
    told("about", about)
    told("provider", provider)
    told("provider_language", providerLanguage)
    told("contact", contact)
    told("sentence", sentence)
    told("already", already)
    told("caution", caution)
    told("amount", amount)
    told("cost", cost)
    told("duty", duty)
    told("tier", tier)
    put("reasons", texts(reasons))
    put("helps_to_know", texts(helpsToKnow))
    put("changes", texts(changes))
}

internal fun AnswerType.rewritten(): String = buildJsonObject {
    val (word, ends) = when (val type = this@rewritten) {
        AnswerType.Bool -> "bool" to emptyList()
        is AnswerType.Whole -> "int" to listOf(type.least, type.most)
        is AnswerType.Decimal -> "number" to listOf(type.least?.toPlainString(), type.most?.toPlainString())
        is AnswerType.Money -> "money" to listOf(type.least?.toPlainString(), type.most?.toPlainString())
        is AnswerType.Date -> "date" to listOf(type.first?.toString(), type.last?.toString())
        AnswerType.PartialDate -> "partial_date" to emptyList()
        AnswerType.Code -> "code" to emptyList()
        AnswerType.Codes -> "codes" to emptyList()
        is AnswerType.Enum -> "enum" to emptyList()
        is AnswerType.Observation -> "observation" to emptyList()
        AnswerType.Complete -> "complete" to emptyList()
    }
    told("type", word)
    (this@rewritten as? AnswerType.Money)?.let {
        told("currency", it.currency)
        told("places", it.places)
    }
    (this@rewritten as? AnswerType.Decimal)?.let { told("places", it.places) }
    val range = ends.filterNotNull().map { if (it is Long) JsonPrimitive(it) else JsonPrimitive(it.toString()) }
    if (range.isNotEmpty()) put("range", JsonArray(range))
    (this@rewritten as? AnswerType.Enum)?.let { put("values", texts(it.values)) }
    (this@rewritten as? AnswerType.Observation)?.let { put("values", texts(it.values)) }
}.toString()

/** Of a programme in the core's form, all that its typed face tells. */
internal fun Programme.rewritten(): JsonObject = buildJsonObject {
    told("source", source)
    told("language", language)
    put("valid", buildJsonObject {
        told("from", valid.from)
        told("until", valid.until)
    })
    words("title", title)
    if (target.isNotEmpty()) all("target", target) { it.rewritten() }
    if (providers.isNotEmpty()) {
        all("providers", providers) {
            buildJsonObject {
                told("id", it.id)
                words("title", it.title)
                told("contact", it.contact)
            }
        }
    }
    all("offers", offers) { it.rewritten() }
}

private fun Rule.rewritten() = buildJsonObject {
    told("id", id)
    told("condition", condition)
    told("source", source)
    words("title", title)
    words("sentence", sentence)
    words("otherwise", otherwise)
}

private fun Due.rewritten() = buildJsonObject {
    val (key, numbers) = when (val window = window) {
        is DueWindow.Days -> "days" to listOf(window.first, window.last)
        is DueWindow.Weeks -> "weeks" to listOf(window.first, window.last)
        is DueWindow.InMonth -> "in_month" to listOf(window.month)
        is DueWindow.Months -> "months" to listOf(window.from, window.before)
        is DueWindow.InYear -> "in_year" to listOf(window.year)
        is DueWindow.Years -> "years" to listOf(window.from, window.before)
        is DueWindow.PregnancyWeeks -> "pregnancy_weeks" to listOfNotNull(window.from, window.before)
    }
    put(key, if (key.startsWith("in_")) JsonPrimitive(numbers.single()) else JsonArray(numbers.map { JsonPrimitive(it) }))
    (window as? DueWindow.Days)?.let { told("first_day_counts", it.firstDayCounts) }
    told("roll", roll?.word)
}

private fun Offer.rewritten() = buildJsonObject {
    told("id", id)
    told("provider", provider)
    told("tier", tier.word)
    told("duty", duty.word)
    told("for", subject.word)
    told("source", source)
    told("area", area)
    told("capacity", capacity)
    told("needs_acceptance", needsAcceptance)
    told("open_door", openDoor)
    referral?.let { terms ->
        put("referral", buildJsonObject {
            told("answer_within_days", terms.answerWithinDays)
            told("begin_within_days", terms.beginWithinDays)
            told("expires_after_days", terms.expiresAfterDays)
        })
    }
    listed("form", form)
    listed("domains", domains)
    listed("languages", languages)
    listed("replaces", replaces)
    listed("principles", principles)
    put("cost", when (val cost = cost) {
        Cost.Free -> JsonPrimitive("free")
        is Cost.Amount -> buildJsonObject {
            told("amount", cost.amount.toPlainString())
            told("currency", cost.currency)
        }
    })
    words("title", title)
    words("sentence", sentence)
    due?.let { put("due", it.rewritten()) }
    if (whenRules.isNotEmpty()) all("when", whenRules) { it.rewritten() }
    if (unlessRules.isNotEmpty()) all("unless", unlessRules) { it.rewritten() }
}
