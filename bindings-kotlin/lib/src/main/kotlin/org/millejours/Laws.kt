package org.millejours

import java.time.LocalDate
import java.util.Objects
import org.millejours.internal.RawLaws

/**
 * Every law, proved or broken, for every family within the [limits], on every day of the programme's validity;
 * [Programme.laws] gives it.
 *
 * ```kotlin
 * val laws = programme.laws()
 * val line = when (val verdict = laws.of(Law.FLOOR).verdict) {
 *     Verdict.Holds -> "holds"
 *     is Verdict.Broken -> "broken: ${verdict.breaks[0].kind}"
 *     is Verdict.NotDecided -> "not decided: ${verdict.undecided.map { it.bound }}"
 * }
 * // A family without a child under two has nothing of a programme that only visits those.
 * check(line == "broken: NO_UNIVERSAL_OFFER" && laws.of(Law.GRADIENT).verdict == Verdict.Holds)
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json]. What it holds outside the heap is
 * given back once it is no longer reachable.
 *
 * @property json the proof as JSON: the same bytes in Rust, Python and Kotlin
 * @property programme the programme's id
 * @property version the programme's edition
 * @property from the first day of its validity
 * @property until the last day, if it ends
 * @property limits how large the families are
 * @property laws what is known of each law, in the order of [Law]. Of [Law.NO_GAP] only a history says something: one edition
 *   has no days between editions
 */
public class Laws internal constructor(
    private val handle: RawLaws,
    public val json: String,
    public val programme: String,
    public val version: String,
    public val from: LocalDate,
    public val until: LocalDate?,
    public val limits: Limits,
    public val laws: List<Finding>,
) {
    /** Does every law hold? */
    public val hold: Boolean get() = laws.all { it.verdict == Verdict.Holds }

    /**
     * What is known of one law.
     *
     * @throws NoSuchElementException for [Law.NO_GAP] where they are not of a [ProgrammeHistory]
     */
    public fun of(law: Law): Finding = laws.first { it.law == law }

    /**
     * The proof as a page of plain text in the words of a [dictionary], for those who write programmes and those who study
     * them. The [programme] is the one that was proved: its titles are told.
     *
     * ```kotlin
     * val page = programme.laws().toText(programme, Dictionary.shipped("en"))
     * check("Something for everyone: does not hold" in page)
     * ```
     *
     * @throws LawsException with `programme.other` where [programme] is another one than was proved, or another edition
     * @throws DictionaryException with `words.missing` where a dictionary of your own has no part `[laws]`
     */
    public fun toText(programme: Programme, dictionary: Dictionary): String =
        calling { handle.text(programme.native(), dictionary.native()) }

    override fun equals(other: Any?): Boolean = other is Laws && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = "Laws(programme=$programme, version=$version, $laws)"
}

/**
 * What is known of one law.
 *
 * @property law the law
 * @property verdict whether it holds
 * @property facts the facts that were varied over their whole ranges, by the names that conditions use: `child.age_months`
 * @property editions the editions that were looked at together, in the order of their days: of [Law.NO_GAP] alone
 */
public class Finding internal constructor(
    public val law: Law,
    public val verdict: Verdict,
    public val facts: List<String>,
    public val editions: List<InForce>,
) {
    /** The families that break it: the smallest first within each offer and fact. */
    public val breaks: List<Break> get() = (verdict as? Verdict.Broken)?.breaks.orEmpty()

    /** What was not decided. */
    public val undecided: List<Undecided> get() = when (verdict) {
        Verdict.Holds -> emptyList()
        is Verdict.Broken -> verdict.undecided
        is Verdict.NotDecided -> verdict.undecided
    }

    override fun equals(other: Any?): Boolean =
        other is Finding && law == other.law && verdict == other.verdict && facts == other.facts && editions == other.editions

    override fun hashCode(): Int = Objects.hash(law, verdict, facts, editions)

    override fun toString(): String = "${law.word}: ${verdict.word}"
}

/**
 * An edition of a programme, and the days on which it is in force.
 *
 * @property version the edition
 * @property from the first day
 * @property until the last day, if it ends
 */
public class InForce internal constructor(public val version: String, public val from: LocalDate, public val until: LocalDate?) {
    override fun equals(other: Any?): Boolean =
        other is InForce && version == other.version && from == other.from && until == other.until

    override fun hashCode(): Int = Objects.hash(version, from, until)

    override fun toString(): String = "$version from $from " + (until?.let { "to $it" } ?: "on")
}

/** What is known of a law. */
public sealed interface Verdict {
    /** The word in documents: `not_decided`. */
    public val word: String

    /** It holds for every possible family, on every day. */
    public data object Holds : Verdict {
        override val word: String get() = "holds"
    }

    /**
     * It does not.
     *
     * @property breaks who breaks it; never empty
     * @property undecided what was not decided beside it
     */
    public class Broken internal constructor(public val breaks: List<Break>, public val undecided: List<Undecided>) : Verdict {
        override val word: String get() = "broken"

        override fun equals(other: Any?): Boolean = other is Broken && breaks == other.breaks && undecided == other.undecided

        override fun hashCode(): Int = Objects.hash(breaks, undecided)

        override fun toString(): String = "Broken(breaks=${breaks.size})"
    }

    /**
     * A bound was hit, or something was not said; nothing was found that breaks it.
     *
     * @property undecided what was not decided, and why; never empty
     */
    public class NotDecided internal constructor(public val undecided: List<Undecided>) : Verdict {
        override val word: String get() = "not_decided"

        override fun equals(other: Any?): Boolean = other is NotDecided && undecided == other.undecided

        override fun hashCode(): Int = undecided.hashCode()

        override fun toString(): String = "NotDecided(undecided=$undecided)"
    }
}

/**
 * A family, or a pair, that breaks a law. Of a pair the first is the one that is better off (or stands lower); the two differ
 * in one fact alone, but for [BreakKind.STEP_NOT_LARGER], where any two are compared. What is not told of them does not
 * matter. They are nobody's: the proof has made them.
 *
 * @property kind how the law is broken
 * @property offers the offers concerned: one, or those that replace one another
 * @property score the score concerned
 * @property unit the unit of [before] and [after], where it is one of doses
 * @property on the day
 * @property before what the first family has: a dose, a tier (1 to 3), a price in the currency's smallest unit, points
 * @property after what the second has
 * @property families one family, or two
 * @property assessments what the programme says to each of them on that day
 */
public class Break internal constructor(
    public val kind: BreakKind,
    public val offers: List<OfferId>,
    public val score: String?,
    /** The rule concerned: of the target population, where no offer is named. */
    @get:JvmName("getRule") public val rule: RuleId?,
    /** The fact that the two families differ in. */
    @get:JvmName("getFact") public val fact: FactName?,
    public val unit: String?,
    public val on: LocalDate,
    public val before: Long?,
    public val after: Long?,
    public val families: List<Family>,
    public val assessments: List<Assessment>,
) {
    private val parts get() = listOf(kind, offers, score, rule, fact, unit, on, before, after, families, assessments)

    override fun equals(other: Any?): Boolean = other is Break && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Break(kind=$kind, offers=$offers, fact=$fact, before=$before, after=$after)"
}

/**
 * Something that was not decided, and why.
 *
 * @property bound the bound that was hit, or what was not said
 * @property fact the fact concerned
 * @property units the units that lack a weight: of [Bound.WEIGHTS] alone
 */
public class Undecided internal constructor(
    public val bound: Bound,
    /** The offer concerned. */
    @get:JvmName("getOffer") public val offer: OfferId?,
    public val fact: String?,
    public val units: List<String>,
) {
    private val parts get() = listOf(bound, offer, fact, units)

    override fun equals(other: Any?): Boolean = other is Undecided && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Undecided(bound=$bound, offer=$offer, fact=$fact, units=$units)"
}
