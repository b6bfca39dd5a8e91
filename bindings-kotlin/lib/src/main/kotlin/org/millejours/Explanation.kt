package org.millejours

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

/**
 * An answer in words, for a family or for a professional; [Programme.explain] gives it.
 *
 * Texts of the programme stand in it as they are: escaping for HTML is for whoever puts them there.
 *
 * ```kotlin
 * val words = programme.explain(family { child("c1") }, LocalDate.of(2026, 6, 1), Dictionary.shipped("en"), Audience.FAMILY)
 * check(words.offers[0].title == "Home visit")
 * check(words.questions[0].fact == FactName("child[c1].born"))
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json].
 *
 * @property json the explanation as JSON: the same bytes in Rust, Python and Kotlin
 * @property language the dictionary's language
 * @property direction the direction in which it is written
 * @property audience who reads
 * @property response how the network answers, in a sentence
 * @property offers the answers, in the order of the assessment's; after a loss, where no child is there or expected, a family
 *   reads none that only a child or a pregnancy that nobody listed could make a yes
 * @property questions the questions, the most useful first
 * @property text the whole as a page of plain text: for a family short, for a professional with every answer
 */
public class Explanation internal constructor(
    public val json: String,
    public val language: String,
    public val direction: Direction,
    public val audience: Audience,
    public val response: String,
    public val offers: List<ExplainedOffer>,
    public val questions: List<ExplainedQuestion>,
    public val text: String,
) {
    override fun equals(other: Any?): Boolean = other is Explanation && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** No answer: it would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "Explanation(language=$language, audience=$audience, offers=${offers.size})"
}

/**
 * The answer about one offer, in words. Texts that the programme has in another language alone carry their language, so that
 * a screen reader can speak them.
 *
 * @property decision the word of the decision, as [Decision.word]; the assessment has its dates
 * @property title the offer's title
 * @property titleLanguage the title's language, where it is not the dictionary's
 * @property whom whom it is for, where it is for a member
 * @property about what it is, in the author's words
 * @property provider who gives it
 * @property providerLanguage the language of the provider's title, where it is not the dictionary's
 * @property contact how to reach who gives it
 * @property sentence the decision, in a sentence
 * @property already that the family already has it
 * @property caution that the answer could not be worked out to the end
 * @property amount how much; none where it is a no, or the programme has no words for the unit
 * @property cost what it costs, unless it is a no
 * @property duty whose duty it is, unless it is a no; a provider's is never told as the family's
 * @property tier for whom it is meant, and whether it waits for acceptance; for professionals alone
 * @property reasons why; to families in the author's own words, or not at all
 * @property helpsToKnow what would help to know, as questions; to families nothing that was declined
 * @property changes what would open it; to families never an advice about money
 */
public class ExplainedOffer internal constructor(
    /** The offer. */
    @get:JvmName("getOffer") public val offer: OfferId,
    /** The member, where the offer is for one. */
    @get:JvmName("getSubject") public val subject: MemberId?,
    public val decision: String,
    public val title: String,
    public val titleLanguage: String?,
    public val whom: String?,
    public val about: String?,
    public val provider: String?,
    public val providerLanguage: String?,
    public val contact: String?,
    public val sentence: String,
    public val already: String?,
    public val caution: String?,
    public val amount: String?,
    public val cost: String?,
    public val duty: String?,
    public val tier: String?,
    public val reasons: List<String>,
    public val helpsToKnow: List<String>,
    public val changes: List<String>,
) {
    private val parts get() = listOf(
        offer, subject, decision, title, titleLanguage, whom, about, provider, providerLanguage, contact, sentence, already,
        caution, amount, cost, duty, tier, reasons, helpsToKnow, changes,
    )

    override fun equals(other: Any?): Boolean = other is ExplainedOffer && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No answer: it would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "ExplainedOffer(offer=$offer, subject=$subject)"
}

/**
 * A question in words.
 *
 * @property sentence how to ask for it
 * @property sentenceLanguage the sentence's language, where it is not the dictionary's
 * @property unlocks the titles of the offers whose answers it can change
 */
public class ExplainedQuestion internal constructor(
    /** The fact. */
    @get:JvmName("getFact") public val fact: FactName,
    public val sentence: String,
    public val sentenceLanguage: String?,
    public val unlocks: List<String>,
) {
    private val parts get() = listOf(fact, sentence, sentenceLanguage, unlocks)

    override fun equals(other: Any?): Boolean = other is ExplainedQuestion && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "ExplainedQuestion(fact=$fact)"
}

internal fun explanation(json: String): Explanation = reading {
    val words = tree(json).jsonObject
    Explanation(
        json = json,
        language = words.text("language"),
        direction = Direction.entries.first { it.word == words.text("direction") },
        audience = wordOf(words.text("audience")),
        response = words.text("response"),
        offers = words.objects("offers", ::explainedOffer),
        questions = words.objects("questions") {
            ExplainedQuestion(
                FactName(it.text("fact")), it.text("sentence"), it.textOrNull("sentence_language"), it.texts("unlocks"),
            )
        },
        text = words.text("text"),
    )
}

private fun explainedOffer(offer: JsonObject): ExplainedOffer = ExplainedOffer(
    offer = OfferId(offer.text("offer")),
    subject = offer.textOrNull("subject")?.let { MemberId(it) },
    decision = offer.text("decision"),
    title = offer.text("title"),
    titleLanguage = offer.textOrNull("title_language"),
    whom = offer.textOrNull("whom"),
    about = offer.textOrNull("about"),
    provider = offer.textOrNull("provider"),
    providerLanguage = offer.textOrNull("provider_language"),
    contact = offer.textOrNull("contact"),
    sentence = offer.text("sentence"),
    already = offer.textOrNull("already"),
    caution = offer.textOrNull("caution"),
    amount = offer.textOrNull("amount"),
    cost = offer.textOrNull("cost"),
    duty = offer.textOrNull("duty"),
    tier = offer.textOrNull("tier"),
    reasons = offer.texts("reasons"),
    helpsToKnow = offer.texts("helps_to_know"),
    changes = offer.texts("changes"),
)
