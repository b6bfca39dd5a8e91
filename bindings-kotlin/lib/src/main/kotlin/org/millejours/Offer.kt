package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Objects

/**
 * Something that helps, as its programme describes it.
 *
 * @property tier for whom it is meant; for professionals, families never hear of it
 * @property duty whose duty it is
 * @property domains the domains of need that it serves
 * @property subject for each of whom there is an answer
 * @property title its title by language tag
 * @property sentence what it is, in a sentence by language tag
 * @property whenRules the rules that must all hold
 * @property unlessRules the rules of which any excludes
 * @property cost what it costs the family
 * @property due when the law, or the programme, asks for it
 * @property area the name of the set that is its area; carried, not judged
 * @property languages the languages it is given in; carried, not judged
 * @property capacity its places; carried, not judged
 * @property replaces the offers that it stands in for
 * @property needsAcceptance does it begin only once the family has accepted it?
 * @property openDoor can anybody come by, without a referral, a consent on record or a name?
 * @property referral the terms of referrals to it
 * @property form what its provider's own form asks, by the names of the facts without an id
 * @property principles the principles that it serves
 * @property source where it comes from
 */
public class Offer internal constructor(
    /** Its id. */
    @get:JvmName("getId") public val id: OfferId,
    /** Who gives it. */
    @get:JvmName("getProvider") public val provider: ProviderId,
    public val tier: Tier,
    public val duty: Duty,
    public val domains: List<String>,
    public val subject: Subject,
    public val title: Map<String, String>,
    public val sentence: Map<String, String>,
    public val whenRules: List<Rule>,
    public val unlessRules: List<Rule>,
    public val cost: Cost,
    public val due: Due?,
    public val area: String?,
    public val languages: List<String>,
    public val capacity: Int?,
    public val replaces: List<OfferId>,
    public val needsAcceptance: Boolean?,
    public val openDoor: Boolean?,
    public val referral: ReferralTerms?,
    public val form: List<FactName>,
    public val principles: List<String>,
    public val source: String?,
) {
    private val parts get() = listOf(
        id, provider, tier, duty, domains, subject, title, sentence, whenRules, unlessRules, cost, due, area, languages,
        capacity, replaces, needsAcceptance, openDoor, referral, form, principles, source,
    )

    override fun equals(other: Any?): Boolean = other is Offer && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Offer(id=$id)"
}

/**
 * The terms of referrals to an offer, in whole days; what is absent has no term.
 *
 * @property answerWithinDays a request is answered within so many days
 * @property beginWithinDays once accepted, the help begins within so many days
 * @property expiresAfterDays a request that nobody answered is over after so many days
 */
public class ReferralTerms internal constructor(
    public val answerWithinDays: Int?,
    public val beginWithinDays: Int?,
    public val expiresAfterDays: Int?,
) {
    private val parts get() = listOf(answerWithinDays, beginWithinDays, expiresAfterDays)

    override fun equals(other: Any?): Boolean = other is ReferralTerms && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String =
        "ReferralTerms(answerWithinDays=$answerWithinDays, beginWithinDays=$beginWithinDays, expiresAfterDays=$expiresAfterDays)"
}

/** What an offer costs the family. */
public sealed interface Cost {
    /** Nothing. */
    public data object Free : Cost

    /**
     * An exact amount.
     *
     * @property amount the amount in the major unit of the currency, with its places: `12.50`
     * @property currency ISO 4217
     */
    public class Amount internal constructor(public val amount: BigDecimal, public val currency: String) : Cost {
        override fun equals(other: Any?): Boolean = other is Amount && amount == other.amount && currency == other.currency

        override fun hashCode(): Int = Objects.hash(amount, currency)

        override fun toString(): String = "${amount.toPlainString()} $currency"
    }
}

/**
 * A rule of an offer or of the target population.
 *
 * @property condition its condition, in canonical form
 * @property source where it comes from, with the law's date
 * @property title its title by language tag
 * @property sentence what a family reads where it holds, by language tag, in the author's own words
 * @property otherwise what a family reads where it is the reason for a no, by language tag; without it a family reads nothing
 *     of it
 */
public class Rule internal constructor(
    /** Its id, unique within the offer. */
    @get:JvmName("getId") public val id: RuleId,
    public val condition: String,
    public val source: String?,
    public val title: Map<String, String>,
    public val sentence: Map<String, String>,
    public val otherwise: Map<String, String>,
) {
    private val parts get() = listOf(id, condition, source, title, sentence, otherwise)

    override fun equals(other: Any?): Boolean = other is Rule && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Rule(id=$id, condition=$condition)"
}

/**
 * Who gives help.
 *
 * @property title its title by language tag
 * @property contact how to reach it
 */
public class Provider internal constructor(
    /** Its id. */
    @get:JvmName("getId") public val id: ProviderId,
    public val title: Map<String, String>,
    public val contact: String?,
) {
    private val parts get() = listOf(id, title, contact)

    override fun equals(other: Any?): Boolean = other is Provider && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Provider(id=$id)"
}

/**
 * The days on which a programme is in force, both included.
 *
 * @property from the first day
 * @property until the last day, if it ends
 */
public class Validity internal constructor(public val from: LocalDate, public val until: LocalDate?) {
    override fun equals(other: Any?): Boolean = other is Validity && from == other.from && until == other.until

    override fun hashCode(): Int = Objects.hash(from, until)

    override fun toString(): String = "Validity(from=$from, until=$until)"
}
