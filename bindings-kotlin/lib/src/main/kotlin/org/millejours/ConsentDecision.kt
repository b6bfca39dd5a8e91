package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.decisionText

/**
 * What may be disclosed of a family to one recipient on one day; [Programme.decide] gives it.
 *
 * Unknown is no yes: unknown authority, an unknown age, a list of adults that may lack somebody, a country that nobody named,
 * and the answer is [Ask]. Who denies one part denies the whole.
 *
 * ```kotlin
 * val known = Family.fromJson("""{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1", "born": "1994-05-12"}]}""")
 * fun asked(recipient: String) = """{"recipient": "$recipient", "purpose": "orientation", "categories": ["language"],
 *     "about": ["family"], "act": "ordinary"}"""
 * val on = LocalDate.of(2026, 6, 1)
 * fun line(decision: ConsentDecision): String = when (decision) {
 *     is ConsentDecision.Permit -> "may see it"
 *     is ConsentDecision.Ask -> decision.toText(Dictionary.shipped("en"), Audience.PROFESSIONAL)
 *     is ConsentDecision.Deny -> "may not see it"
 * }
 * // She reads what is her own; a service reads nothing before she was asked.
 * check(line(programme.decide(known, "{\"schema\": 1}", "FR", asked("adult:a1"), on)) == "may see it")
 * val service = programme.decide(known, "{\"schema\": 1}", "FR", asked("provider:pmi"), on)
 * check(service is ConsentDecision.Ask && service.parts.single().reasons.any { it.code == ConsentReasonCode.NO_CONSENT })
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json].
 */
public sealed class ConsentDecision(
    /** The decision as JSON: the same bytes in Rust, Python and Kotlin. */
    public val json: String,
    told: JsonObject,
) {
    /** The day. */
    public val on: LocalDate = told.date("on")

    /** To whom. */
    @get:JvmName("getRecipient")
    public val recipient: Party = Party(told.text("recipient"))

    /** For what. */
    public val purpose: Purpose = wordOf(told.text("purpose"))

    /** For which offer, if for one. */
    @get:JvmName("getOffer")
    public val offer: OfferId? = told.textOrNull("offer")?.let { OfferId(it) }

    /**
     * The parts, in the order of those whom they are about and of the categories. Where everyone was asked for, they are about
     * the family, the recipient, and those of whom the recipient may see something.
     */
    public val parts: List<ConsentPart> = told.objects("parts", ::consentPart)

    /** The answer about everybody else, by kind, where everyone was asked for: the same whether there is anybody or not. */
    public val others: List<ConsentOthers> = if ("others" in told) told.objects("others", ::consentOthers) else emptyList()

    /** The answer as a word. */
    public val answer: ConsentAnswer = wordOf(told.text("decision"))

    /**
     * The decision as a page of plain text in the words of a [dictionary], told from what it holds and nothing else.
     *
     * [names] say what parties and members are called, by `provider:pmi`, `child:c1`; whoever has none is called by what they
     * are.
     *
     * ```kotlin
     * val nothing = "{\"schema\": 1}"
     * val request = """{"recipient": "provider:pmi", "purpose": "care", "categories": ["health"], "about": ["family"],
     *     "act": "ordinary"}"""
     * val decision = programme.decide(Family.fromJson(nothing), nothing, "FR", request, LocalDate.of(2026, 6, 1))
     * val page = decision.toText(Dictionary.shipped("en"), Audience.FAMILY, mapOf("provider:pmi" to "the nurse"))
     * check(page.startsWith("Before this is shown to the nurse, for helping you, it needs a yes."))
     * ```
     *
     * @throws DictionaryException with `words.missing` where a dictionary of your own has no part `[consent]`
     */
    @JvmOverloads
    public fun toText(dictionary: Dictionary, audience: Audience, names: Map<String, String> = emptyMap()): String =
        calling { decisionText(json.utf8(), names.told(), dictionary.native(), audience.native()) }

    /** All of it may be disclosed. */
    public class Permit internal constructor(json: String, told: JsonObject) : ConsentDecision(json, told)

    /** Not before somebody was asked. */
    public class Ask internal constructor(json: String, told: JsonObject) : ConsentDecision(json, told) {
        /** What could help, each once, in the order of the parts. */
        public val ask: List<ConsentAsk> get() = parts.flatMap { it.ask }.distinct().frozen()
    }

    /** Something of it may not be disclosed. */
    public class Deny internal constructor(json: String, told: JsonObject) : ConsentDecision(json, told)

    override fun equals(other: Any?): Boolean = other is ConsentDecision && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** No answer, no recipient and no day: they would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "ConsentDecision(parts=${parts.size})"
}

/**
 * The decision on one category of knowledge about the family or one member.
 *
 * @property category which knowledge
 * @property decision may it be disclosed?
 * @property reasons why, in the order of the codes
 * @property ask what could help, where something has to be asked
 * @property until the first day on which it may be disclosed no longer
 */
public class ConsentPart internal constructor(
    /** About whom. */
    @get:JvmName("getAbout") public val about: About,
    public val category: Category,
    public val decision: ConsentAnswer,
    public val reasons: List<ConsentReason>,
    public val ask: List<ConsentAsk>,
    public val until: LocalDate?,
) {
    private val parts get() = listOf(about, category, decision, reasons, ask, until)

    override fun equals(other: Any?): Boolean = other is ConsentPart && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No answer and no reason: they could come to stand in a log. */
    override fun toString(): String = "ConsentPart(about=$about, category=${category.word})"
}

/**
 * The answer about all members of a kind whom the recipient may not know of.
 *
 * @property about adults, children or pregnancies
 * @property category which knowledge
 * @property decision may it be disclosed? Not before somebody was asked
 * @property reasons why
 * @property ask what could help
 */
public class ConsentOthers internal constructor(
    public val about: Subject,
    public val category: Category,
    public val decision: ConsentAnswer,
    public val reasons: List<ConsentReason>,
    public val ask: List<ConsentAsk>,
) {
    private val parts get() = listOf(about, category, decision, reasons, ask)

    override fun equals(other: Any?): Boolean = other is ConsentOthers && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No answer and no reason: they could come to stand in a log. */
    override fun toString(): String = "ConsentOthers(about=${about.word}, category=${category.word})"
}

/**
 * One reason, with what it hangs on.
 *
 * @property code which reason
 * @property law the law, by its id in the country's rules
 * @property step the step of the law that is missing
 * @property condition the condition of the law that is missing
 * @property article the article
 */
public class ConsentReason internal constructor(
    public val code: ConsentReasonCode,
    /** The consent. */
    @get:JvmName("getConsent") public val consent: ConsentId?,
    public val law: String?,
    /** The sharing under that law, by its id. */
    @get:JvmName("getSharing") public val sharing: ThreadId?,
    public val step: String?,
    public val condition: String?,
    public val article: String?,
) {
    private val parts get() = listOf(code, consent, law, sharing, step, condition, article)

    override fun equals(other: Any?): Boolean = other is ConsentReason && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No code: it would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "ConsentReason"
}

/** What could help where something has to be asked. */
public sealed interface ConsentAsk {
    /**
     * Ask this party to give this.
     *
     * @property gives for what
     */
    public class Whom internal constructor(
        /** Whom to ask. */
        @get:JvmName("getWhom") public val whom: Party,
        public val gives: List<Gives>,
    ) : ConsentAsk {
        override fun equals(other: Any?): Boolean = other is Whom && whom == other.whom && gives == other.gives

        override fun hashCode(): Int = 31 * whom.hashCode() + gives.hashCode()

        /** Nobody's name: whom to ask follows from what the family said, and it could come to stand in a log. */
        override fun toString(): String = "ConsentAsk"
    }

    /** Ask nobody of the family before somebody with experience: there may be a reason not to. */
    public object SeekAdvice : ConsentAsk {
        /** The same as of [Whom]: that asking could harm somebody must not come to stand in a log. */
        override fun toString(): String = "ConsentAsk"
    }
}

/** Names as a JSON object of texts. */
internal fun Map<String, String>.told(): ByteArray = JsonObject(mapValues { JsonPrimitive(it.value) }).toString().utf8()

/** Reads a decision that the core has written. */
internal fun consentDecision(json: String): ConsentDecision = reading {
    val told = tree(json).jsonObject
    when (wordOf<ConsentAnswer>(told.text("decision"))) {
        ConsentAnswer.PERMIT -> ConsentDecision.Permit(json, told)
        ConsentAnswer.ASK -> ConsentDecision.Ask(json, told)
        ConsentAnswer.DENY -> ConsentDecision.Deny(json, told)
    }
}

private fun consentPart(part: JsonObject): ConsentPart = ConsentPart(
    about = About(part.text("about")),
    category = wordOf(part.text("category")),
    decision = wordOf(part.text("decision")),
    reasons = part.consentReasons(),
    ask = part.consentAsk(),
    until = part.dateOrNull("until"),
)

private fun consentOthers(part: JsonObject): ConsentOthers = ConsentOthers(
    about = wordOf(part.text("about")),
    category = wordOf(part.text("category")),
    decision = wordOf(part.text("decision")),
    reasons = part.consentReasons(),
    ask = part.consentAsk(),
)

private fun JsonObject.consentReasons(): List<ConsentReason> = objects("reasons") { reason ->
    ConsentReason(
        code = wordOf(reason.text("code")),
        consent = reason.textOrNull("consent")?.let { ConsentId(it) },
        law = reason.textOrNull("law"),
        sharing = reason.textOrNull("sharing")?.let { ThreadId(it) },
        step = reason.textOrNull("step"),
        condition = reason.textOrNull("condition"),
        article = reason.textOrNull("article"),
    )
}

private fun JsonObject.consentAsk(): List<ConsentAsk> = objects("ask") { ask ->
    if (ask.holds("seek_advice")) {
        ConsentAsk.SeekAdvice
    } else {
        ConsentAsk.Whom(Party(ask.text("whom")), ask.list("gives") { wordOf<Gives>(it.text()) })
    }
}
