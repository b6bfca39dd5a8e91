package org.millejours

import java.time.LocalDate
import java.util.Locale
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.dutiesText as nativeDutiesText
import org.millejours.internal.withdrawalDuties as nativeDuties

/** What is to be done where a consent is taken back. */
public enum class WithdrawalDutyKind {
    /** Show nothing more on this consent. */
    STOP,

    /** Ask the recipient to give back or delete what they were shown. */
    RECALL,

    /** Tell the recipient that the consent holds no longer. */
    TELL;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/** What was said of a consent that holds no longer. */
public enum class TakenBack {
    /** Who gave it does not wish to answer now: that stops, and no more. */
    DEFERRED,

    /** Who gave it said no to the same question later. */
    REFUSED,

    /** It never was a valid consent. */
    INVALIDATED,

    /** Who gave it took it back. */
    WITHDRAWN;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)
}

/**
 * One thing that is to be done because a consent was taken back: what, by whom, towards whom, since when.
 *
 * ```kotlin
 * val withdrawn = """{"schema": 1, "consents": [{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"],
 *     "purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["adult[a1]"],
 *     "act": "ordinary", "from": "2026-05-01", "status": "withdrawn", "since": "2026-06-01"}]}"""
 * val (midwife, on) = Party("provider:midwife") to LocalDate.of(2026, 6, 1)
 * // Nothing was disclosed yet: there is nothing to call back, and nobody to tell.
 * val duty = WithdrawalDuty.all(withdrawn, emptyList(), midwife, on).single()
 * check(duty.duty == WithdrawalDutyKind.STOP && duty.to == Party("provider:pmi") && duty.since == on)
 * check(WithdrawalDuty.all(withdrawn, emptyList(), midwife, on.minusDays(1)).isEmpty())
 * ```
 *
 * @property duty what is to be done
 * @property since the day from which it is to be done: at once
 * @property because what was said
 */
public class WithdrawalDuty internal constructor(
    public val duty: WithdrawalDutyKind,
    /** Who has to: whoever disclosed. */
    @get:JvmName("getWho") public val who: Party,
    /** Towards whom: the recipient. */
    @get:JvmName("getTo") public val to: Party,
    public val since: LocalDate,
    /** The consent that holds no longer. */
    @get:JvmName("getConsent") public val consent: ConsentId,
    public val because: TakenBack,
    /** The disclosure that it is about; `null` of what is to be stopped. */
    @get:JvmName("getDisclosure") public val disclosure: DisclosureId?,
) {
    private val parts get() = listOf(duty, who, to, since, consent, because, disclosure)

    override fun equals(other: Any?): Boolean = other is WithdrawalDuty && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** Neither what was said, nor when, nor towards whom: it could come to stand in a log. */
    override fun toString(): String = "WithdrawalDuty"

    public companion object {
        /**
         * What is to be done [on] a day because consents were taken back, by the [discloser], who made these [disclosures]: in
         * the order of the days, then stop, recall, tell.
         *
         * @param consents consents and confidences, as JSON: a document, or what [Journal.consentsJson] gives
         * @throws ConsentException with everything that is wrong with them
         */
        @JvmStatic
        @JvmName("all")
        public fun all(
            consents: String,
            disclosures: List<Disclosure>,
            discloser: Party,
            on: LocalDate,
        ): List<WithdrawalDuty> {
            val records = buildJsonObject {
                put("schema", JsonPrimitive(1))
                put("disclosures", JsonArray(disclosures.map { it.record() }))
            }
            return withdrawalDuties(allJson(consents, records.toString(), discloser, on))
        }

        /**
         * What is to be done because consents were taken back, as JSON: the same bytes in Rust, Python and Kotlin.
         *
         * @param disclosures what is kept of each, as JSON: `{"schema": 1, "disclosures": […]}`
         * @throws ConsentException with everything that is wrong with the consents, the disclosures or the discloser
         */
        @JvmStatic
        @JvmName("allJson")
        public fun allJson(consents: String, disclosures: String, discloser: Party, on: LocalDate): String =
            calling { nativeDuties(consents.utf8(), disclosures.utf8(), discloser.value.utf8(), on.utf8()) }

        /**
         * Duties, as [allJson] gives them, as a page of plain text: in the words of a [dictionary], for an [audience]. A family
         * reads what happens towards whom, no id, no day and no reason; a professional who has to do what, for which consent and
         * of which disclosure. [names] say what parties are called, by `provider:pmi`; whoever has none is called by what they are.
         *
         * ```kotlin
         * val duties = """{"schema": 1, "on": "2026-06-02", "duties": [{"duty": "stop", "who": "provider:midwife",
         *     "to": "provider:pmi", "since": "2026-06-01", "consent": "g1", "because": "withdrawn"}]}"""
         * val names = mapOf("provider:pmi" to "the nurse")
         * val page = WithdrawalDuty.toText(duties, Dictionary.shipped("en"), Audience.FAMILY, names)
         * check(page.lines()[1] == "  the nurse" && page.lines()[2] == "    From now on nothing more is shown.")
         * ```
         *
         * @throws ConsentException with everything that is wrong with the duties
         * @throws DictionaryException with `words.missing` where a dictionary of your own has no part `[consent]`
         */
        @JvmStatic
        @JvmOverloads
        public fun toText(
            duties: String,
            dictionary: Dictionary,
            audience: Audience,
            names: Map<String, String> = emptyMap(),
        ): String = calling { nativeDutiesText(duties.utf8(), names.told(), dictionary.native(), audience.native()) }
    }
}

/** Reads duties that the core has written. */
internal fun withdrawalDuties(json: String): List<WithdrawalDuty> = reading {
    tree(json).jsonObject.objects("duties") { duty: JsonObject ->
        WithdrawalDuty(
            duty = wordOf(duty.text("duty")),
            who = Party(duty.text("who")),
            to = Party(duty.text("to")),
            since = duty.date("since"),
            consent = ConsentId(duty.text("consent")),
            because = wordOf(duty.text("because")),
            disclosure = duty.textOrNull("disclosure")?.let { DisclosureId(it) },
        )
    }
}
