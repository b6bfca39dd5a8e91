package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.referralCodesJson
import org.millejours.internal.referralJson
import org.millejours.internal.referralStatesJson
import org.millejours.internal.referralStepJson
import org.millejours.internal.referralText

/**
 * One request to one provider for one family, or for some of its members, as the steps that led to where it stands.
 *
 * The family owes no reason, ever; "not now" and "no" are answers. The provider is asked only with a disclosure.
 *
 * ```kotlin
 * val (midwife, mother) = Party("provider:midwife-7") to Party("adult:a1")
 * val day = LocalDate.of(2026, 6, 1)
 * val proposed = Referral.begin(
 *     ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = midwife,
 *     about = listOf(About("family")), first = ReferralStep.of(ReferralState.PROPOSED, day, midwife),
 * )
 * val later = proposed.step(ReferralStep.of(ReferralState.NOT_NOW, day, mother, until = day.plusMonths(1)))
 * check(later.state == ReferralState.NOT_NOW && proposed.state == ReferralState.PROPOSED)
 *
 * // The midwife does not ask again in June.
 * val again = ReferralStep.of(ReferralState.PROPOSED, day.plusDays(9), midwife)
 * val refused = runCatching { later.step(again) }.exceptionOrNull() as JournalException
 * check(refused.code == "referral.too_soon")
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same JSON.
 *
 * @property steps the steps, in the order in which they count; never empty
 * @property state where it stands
 * @property about the family, or the members, for whom it is
 */
public class Referral internal constructor(
    private val json: String,
    /** Its id: that of its thread in a journal. */
    @get:JvmName("getId") public val id: ReferralId,
    /** The offer of the programme. */
    @get:JvmName("getOffer") public val offer: OfferId,
    /** Who is asked to help. */
    @get:JvmName("getProvider") public val provider: Party,
    /** Who proposed it; a family that refers itself names the adult. */
    @get:JvmName("getSender") public val sender: Party,
    public val about: List<About>,
    public val steps: List<ReferralStep>,
    public val state: ReferralState,
) {
    /** Since when it stands there. */
    public val since: LocalDate get() = steps.last().on

    /** The referral as JSON, for storing: the same bytes in Rust, Python and Kotlin. */
    public fun toJson(): String = json

    /**
     * The referral with one [step] more.
     *
     * @throws JournalException where nothing leads there (`referral.transition`), where somebody else would have to take it
     *     (`referral.actor`), where a reason is owed and absent, or one stands that a family never owes (`referral.reason`),
     *     where it comes too early (`referral.too_soon`, `referral.day`), and where somebody would be told something without a
     *     disclosure (`referral.disclosure`)
     */
    public fun step(step: ReferralStep): Referral = stepJson(step.toJson())

    /**
     * The referral with one [step] more: `{"state": "draft", "on": "2026-06-01", "by": "adult:a1"}`.
     *
     * @throws JournalException as of the typed step, and with everything that is wrong with the document, under `step`
     */
    public fun stepJson(step: String): Referral = referral(calling { referralStepJson(json.utf8(), step.utf8()) })

    /**
     * The referral as it stands [on] a day, as a page of plain text in the words of a [dictionary].
     *
     * A [programme] gives titles, and the terms from which deadlines are counted; [names] say what parties and members are
     * called, by `provider:pmi`, `child:c1`.
     *
     * ```kotlin
     * val draft = Referral.begin(
     *     ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = Party("adult:a1"),
     *     about = listOf(About("family")),
     *     first = ReferralStep.of(ReferralState.DRAFT, LocalDate.of(2026, 6, 1), Party("adult:a1")),
     * )
     * val page = draft.toText(LocalDate.of(2026, 6, 1), Dictionary.shipped("en"), Audience.FAMILY)
     * check("You said yes. The request is being written, and has not been sent yet." in page)
     * ```
     *
     * @throws DictionaryException with `words.missing` where a dictionary of your own lacks `[referral]` or `[consent]`
     * @throws JournalException where the programme has no such offer, or nobody is referred to it
     */
    @JvmOverloads
    public fun toText(
        on: LocalDate,
        dictionary: Dictionary,
        audience: Audience,
        programme: Programme? = null,
        names: Map<String, String> = emptyMap(),
    ): String = calling {
        referralText(json.utf8(), programme?.native(), names.told(), on.utf8(), dictionary.native(), audience.native())
    }

    /**
     * What begins its thread in a journal: the referral with its first step, as [Journal.draft] takes it.
     *
     * ```kotlin
     * val (midwife, mother) = Party("provider:midwife-7") to Party("adult:a1")
     * val proposed = Referral.begin(
     *     ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = midwife,
     *     about = listOf(About("family")), first = ReferralStep.of(ReferralState.PROPOSED, LocalDate.of(2026, 6, 1), midwife),
     * )
     * check(""""asked":["adult:a1"]""" in proposed.toEntry(asked = listOf(mother)))
     *
     * // The mother said yes, and the midwife writes it down.
     * val yes = ReferralStep.of(ReferralState.DRAFT, LocalDate.of(2026, 6, 2), mother)
     * check(""""evidence":{"form":"spoken"}""" in yes.toEntry(Evidence.of(EvidenceForm.SPOKEN)))
     * ```
     *
     * @param asked who of the family is asked; where it is about no adult by name, nobody else then says yes
     * @param evidence what shows the first step, where another than who decided it writes it down
     */
    @JvmOverloads
    public fun toEntry(asked: Collection<Party> = emptyList(), evidence: Evidence? = null): String = buildJsonObject {
        put("kind", JsonPrimitive("referral"))
        whole()
        if (asked.isNotEmpty()) put("asked", told(asked.map { it.value }))
        steps.first().told(this, day = false)
        tell(evidence)
    }.toString()

    private fun JsonObjectBuilder.whole() = whole(offer, provider, sender, about)

    override fun equals(other: Any?): Boolean = other is Referral && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** No state, no provider and nobody whom it is about: it could come to stand in a log. */
    override fun toString(): String = "Referral(id=$id, steps=${steps.size})"

    public companion object {
        /**
         * Begins a referral: as proposed by the [sender] to the family, or as the draft of a family that asks for itself.
         *
         * @throws JournalException where no referral begins so (`referral.transition`, `referral.actor`), and for what no
         *     document of a referral holds
         */
        @JvmStatic
        @JvmName("begin")
        public fun begin(
            id: ReferralId,
            offer: OfferId,
            provider: Party,
            sender: Party,
            about: List<About>,
            first: ReferralStep,
        ): Referral = fromJson(
            buildJsonObject {
                put("schema", JsonPrimitive(1))
                put("id", JsonPrimitive(id.value))
                whole(offer, provider, sender, about)
                put("steps", JsonArray(listOf(tree(first.toJson()))))
            }.toString(),
        )

        /**
         * Reads a referral as [toJson] writes it, and takes every step again. `state` may be left out.
         *
         * @throws JournalException with every problem found, by path: also the first step that does not follow, and
         *     `journal.contradiction` where `state` is not what the steps lead to
         */
        @JvmStatic
        public fun fromJson(text: String): Referral = referral(calling { referralJson(text.utf8()) })

        /**
         * Reads a referral from its bytes; see above.
         *
         * @throws JournalException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Referral = referral(calling { referralJson(text) })

        /** Every step from state to state, with who may take it, as JSON. */
        @JvmStatic
        public fun statesJson(): String = calling { referralStatesJson() }

        /** The codes of other systems (Gravity, BSeR, DORA, Primero) with what each is read as, as JSON. */
        @JvmStatic
        public fun codesJson(): String = calling { referralCodesJson() }

        private fun JsonObjectBuilder.whole(offer: OfferId, provider: Party, sender: Party, about: List<About>) {
            put("offer", JsonPrimitive(offer.value))
            put("provider", JsonPrimitive(provider.value))
            put("sender", JsonPrimitive(sender.value))
            put("about", JsonArray(about.map { JsonPrimitive(it.value) }))
        }
    }
}

/**
 * One step of a referral; [of] makes one.
 *
 * @property state the state that it leads to
 * @property on the day
 * @property reason why, where a reason is owed; a family never owes one
 * @property until not before that day is the family asked again
 * @property capacity whether the provider has room
 */
public class ReferralStep private constructor(
    public val state: ReferralState,
    public val on: LocalDate,
    /** Who decided it; whoever wrote it down may be somebody else. */
    @get:JvmName("getBy") public val by: Party,
    public val reason: ReferralReason?,
    public val until: LocalDate?,
    public val capacity: Capacity?,
    /** The disclosure by which this step tells somebody something. */
    @get:JvmName("getDisclosure") public val disclosure: DisclosureId?,
) {
    /** The step as JSON. */
    public fun toJson(): String = buildJsonObject { told(this, day = true) }.toString()

    /**
     * The step as an event of its referral's thread says it, as [Journal.draft] takes it. The day is that of the event.
     *
     * @param evidence what shows it, where another than who decided it writes it down
     */
    @JvmOverloads
    public fun toEntry(evidence: Evidence? = null): String = buildJsonObject {
        put("kind", JsonPrimitive("referral"))
        told(this, day = false)
        tell(evidence)
    }.toString()

    internal fun told(into: JsonObjectBuilder, day: Boolean) {
        fun tell(key: String, value: Any?) {
            if (value != null) into.put(key, JsonPrimitive(value.toString()))
        }
        tell("state", state.word)
        if (day) tell("on", on)
        tell("by", by)
        tell("reason", reason?.word)
        tell("until", until)
        tell("capacity", capacity?.word)
        tell("disclosure", disclosure)
    }

    private val parts get() = listOf(state, on, by, reason, until, capacity, disclosure)

    override fun equals(other: Any?): Boolean = other is ReferralStep && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No state, no day and nobody's name: it could come to stand in a log. */
    override fun toString(): String = "ReferralStep"

    public companion object {
        /** A step to a [state], [on] a day, decided [by] somebody. */
        @JvmStatic
        @JvmOverloads
        @JvmName("of")
        public fun of(
            state: ReferralState,
            on: LocalDate,
            by: Party,
            reason: ReferralReason? = null,
            until: LocalDate? = null,
            capacity: Capacity? = null,
            disclosure: DisclosureId? = null,
        ): ReferralStep = ReferralStep(state, on, by, reason, until, capacity, disclosure)
    }
}

/**
 * A day by which, or from which, somebody should act; [Programme.deadlines] gives them. Nothing changes by itself when one is
 * reached.
 *
 * @property kind what should happen
 * @property day the last day on which it is in time; of [DeadlineKind.ASK_AGAIN] the first
 * @property who whose turn it is
 * @property reached has that day come ([DeadlineKind.ASK_AGAIN]), or passed (all others), on the day asked about?
 */
public class Deadline internal constructor(
    public val kind: DeadlineKind,
    public val day: LocalDate,
    public val who: ReferralActor,
    public val reached: Boolean,
) {
    private val parts get() = listOf(kind, day, who, reached)

    override fun equals(other: Any?): Boolean = other is Deadline && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No day: it could come to stand in a log. */
    override fun toString(): String = "Deadline(who=${who.word})"
}

/** Reads a referral that the core has written. */
internal fun referral(json: String): Referral = reading {
    val told = tree(json).jsonObject
    Referral(
        json = json,
        id = ReferralId(told.text("id")),
        offer = OfferId(told.text("offer")),
        provider = Party(told.text("provider")),
        sender = Party(told.text("sender")),
        about = told.list("about") { About(it.text()) },
        steps = told.objects("steps", ::referralStep),
        state = wordOf(told.text("state")),
    )
}

private fun referralStep(told: JsonObject): ReferralStep = ReferralStep.of(
    state = wordOf(told.text("state")),
    on = told.date("on"),
    by = Party(told.text("by")),
    reason = told.textOrNull("reason")?.let { wordOf<ReferralReason>(it) },
    until = told.dateOrNull("until"),
    capacity = told.textOrNull("capacity")?.let { wordOf<Capacity>(it) },
    disclosure = told.textOrNull("disclosure")?.let { DisclosureId(it) },
)

/** Reads the deadlines that the core has written. */
internal fun deadlines(json: String): List<Deadline> = reading {
    tree(json).jsonObject.objects("deadlines") {
        Deadline(wordOf(it.text("kind")), it.date("day"), wordOf(it.text("who")), it.holds("reached"))
    }
}
