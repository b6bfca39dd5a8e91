package org.millejours

import java.time.LocalDate
import java.util.Objects
import org.millejours.internal.assessmentJson

/**
 * What a programme says to one family on one date; [Programme.assess] gives it. Symbols, never prose.
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json].
 *
 * @property json the assessment as JSON: the same bytes in Rust, Python and Kotlin
 * @property programme the programme's id
 * @property version the programme's edition
 * @property on the day asked about
 * @property response the strongest response whose condition certainly holds
 * @property offers the answers: offers in the programme's order, members in the family's
 * @property questions what to ask, the most useful first
 */
public class Assessment internal constructor(
    public val json: String,
    public val programme: String,
    public val version: String,
    public val on: LocalDate,
    /** The family's id, if it has one. */
    @get:JvmName("getFamily") public val family: FamilyId?,
    public val response: Response,
    public val offers: List<OfferAnswer>,
    public val questions: List<Question>,
) {
    override fun equals(other: Any?): Boolean = other is Assessment && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** No answer: it would say something of the family, and could come to stand in a log. */
    override fun toString(): String =
        "Assessment(programme=$programme, version=$version, on=$on, offers=${offers.size}, questions=${questions.size})"

    public companion object {
        /**
         * Reads an assessment that was stored: what [json] gave.
         *
         * @throws AssessmentException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: String): Assessment = assessment(calling { assessmentJson(text.utf8()) })

        /**
         * Reads an assessment that was stored, from its bytes.
         *
         * @throws AssessmentException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Assessment = assessment(calling { assessmentJson(text) })
    }
}

/**
 * The answer about one offer, for the family or one of its members.
 *
 * @property decision the decision
 * @property dose how much, unless it is a no or the offer has no dose
 * @property reasons why
 * @property missing the facts that can still change today's answer or the dose, sorted
 * @property changes changes that would turn a no
 * @property already the family already has it
 * @property exact within the published work bound. Where not: a yes or no is still true, unknown may be too cautious,
 *     missing facts and bounds of doses are supersets, and dates are left out
 */
public class OfferAnswer internal constructor(
    /** The offer. */
    @get:JvmName("getOffer") public val offer: OfferId,
    /** The member, where the offer is for one. */
    @get:JvmName("getSubject") public val subject: MemberId?,
    public val decision: Decision,
    public val dose: Dose?,
    public val reasons: List<Reason>,
    public val missing: List<FactName>,
    public val changes: List<Change>,
    public val already: Boolean,
    public val exact: Boolean,
) {
    private val parts get() = listOf(offer, subject, decision, dose, reasons, missing, changes, already, exact)

    override fun equals(other: Any?): Boolean = other is OfferAnswer && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No answer: it would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "OfferAnswer(offer=$offer, subject=$subject)"
}

/**
 * How much of an offer: the exact bounds over what may still turn out.
 *
 * @property unit the unit: `visit`, `hour`
 * @property least the least that it can be
 * @property most the most that it can be
 */
public class Dose internal constructor(public val unit: String, public val least: Long, public val most: Long) {
    override fun equals(other: Any?): Boolean =
        other is Dose && unit == other.unit && least == other.least && most == other.most

    override fun hashCode(): Int = Objects.hash(unit, least, most)

    /** No bounds: they would say something of the family, and could come to stand in a log. */
    override fun toString(): String = "Dose(unit=$unit)"
}

/**
 * A rule, and what came of it.
 *
 * @property truth whether its condition holds. In a no, a rule that is unknown by itself gives it together with the others
 *     listed
 * @property facts the facts read that are known, by their full names
 * @property source the rule's source
 * @property excludes the rule stands under `unless`: where it holds, it excludes
 */
public class Reason internal constructor(
    /** The rule. */
    @get:JvmName("getRule") public val rule: RuleId,
    public val truth: Truth,
    public val facts: Map<FactName, Reading>,
    public val source: String?,
    public val excludes: Boolean,
) {
    /** What was read of a fact, by its full name; `null` where the rule read nothing known of it. */
    public fun fact(name: String): Reading? = facts[FactName(name)]

    override fun equals(other: Any?): Boolean =
        other is Reason && rule == other.rule && truth == other.truth && facts == other.facts && source == other.source &&
            excludes == other.excludes

    override fun hashCode(): Int = Objects.hash(rule, truth, facts, source, excludes)

    /** Nothing that was read: it could come to stand in a log. */
    override fun toString(): String = "Reason(rule=$rule)"
}

/** What was read of a fact. */
public sealed interface Reading {
    /**
     * One value.
     *
     * @property value the value
     */
    @JvmInline
    public value class One(public val value: FactValue) : Reading {
        /** Nothing that was read: it could come to stand in a log. */
        override fun toString(): String = "One"
    }

    /**
     * A list of codes.
     *
     * @property codes the codes
     */
    @JvmInline
    public value class Codes(public val codes: List<String>) : Reading {
        /** Nothing that was read: it could come to stand in a log. */
        override fun toString(): String = "Codes"
    }
}

/**
 * A change of facts that would turn a no.
 *
 * @property set the facts to change, by their full names, and their values
 * @property then what the answer turns into
 */
public class Change internal constructor(public val set: Map<FactName, FactValue>, public val then: Then) {
    /** The value that a fact would have, by its full name; `null` where it is none of those to change. */
    public fun value(name: String): FactValue? = set[FactName(name)]

    override fun equals(other: Any?): Boolean = other is Change && set == other.set && then == other.then

    override fun hashCode(): Int = Objects.hash(set, then)

    /** The facts without their values: they could come to stand in a log. */
    override fun toString(): String = "Change(set=${set.keys})"
}

/**
 * A missing fact worth asking for.
 *
 * @property category what kind of knowledge it is
 * @property unlocks the offers whose answers it can change, in the programme's order
 */
public class Question internal constructor(
    /** The fact. */
    @get:JvmName("getFact") public val fact: FactName,
    public val category: Category,
    public val unlocks: List<OfferId>,
) {
    override fun equals(other: Any?): Boolean =
        other is Question && fact == other.fact && category == other.category && unlocks == other.unlocks

    override fun hashCode(): Int = Objects.hash(fact, category, unlocks)

    override fun toString(): String = "Question(fact=$fact, category=$category, unlocks=$unlocks)"
}
