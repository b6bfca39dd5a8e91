package org.millejours

import java.time.LocalDate
import java.util.Objects
import org.millejours.internal.RawDifferences

/**
 * Everything in which two programmes differ for some family; [Programme.difference] gives it.
 *
 * ```kotlin
 * val later = Programme.fromToml(VISIT.replace("< 24", "< 36"))
 * val gain = programme.difference(later).differences.single()
 * check(gain.effect == Effect.GAINS)
 * val term = gain.regions[0][0]
 * check(term.fact == "child.age_months" && term.from == "24" && term.until == "35")
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json]. What it holds outside the heap is
 * given back once it is no longer reachable.
 *
 * @property json the comparison as JSON: the same bytes in Rust, Python and Kotlin
 * @property before the first programme
 * @property after the second
 * @property limits how large the families are
 * @property added offers that only the second has
 * @property removed offers that only the first has
 * @property moved offers of the first that stand in the second at another time, under another id
 * @property totals how many offers of each kind
 * @property narrowed facts of which one programme allows more values than the other: only what both allow was compared
 * @property changed what is written otherwise of offers that both have
 * @property reached who comes to belong to the target population, or is answered otherwise
 * @property differences what the differences mean to families, in the order of the first programme's offers, then of the
 *   second's
 * @property undecided what was not decided
 */
public class Differences internal constructor(
    private val handle: RawDifferences,
    public val json: String,
    public val before: Edition,
    public val after: Edition,
    public val limits: Limits,
    public val added: List<OfferId>,
    public val removed: List<OfferId>,
    public val moved: List<Moved>,
    public val totals: List<Total>,
    public val narrowed: List<Term>,
    public val changed: List<Changed>,
    public val reached: List<Reached>,
    public val differences: List<Difference>,
    public val undecided: List<Undecided>,
) {
    /** Is there no family to whom the two say different things, and nobody who was not compared? */
    public val isEmpty: Boolean
        get() = listOf(differences, changed, reached, narrowed, undecided).all { it.isEmpty() }

    /**
     * The comparison as a page of plain text in the words of a [dictionary], for those who write programmes and those who study
     * them. The two programmes are those that were compared: their titles are told.
     *
     * ```kotlin
     * val later = Programme.fromToml(VISIT.replace("< 24", "< 36"))
     * val page = programme.difference(later).toText(programme, later, Dictionary.shipped("en"))
     * check("new for some families" in page)
     * ```
     *
     * @throws LawsException with `programme.other` where [before] or [after] is another programme than was compared, or another edition
     * @throws DictionaryException with `words.missing` where a dictionary of your own has no part `[laws]`
     */
    public fun toText(before: Programme, after: Programme, dictionary: Dictionary): String =
        calling { handle.text(before.native(), after.native(), dictionary.native()) }

    override fun equals(other: Any?): Boolean = other is Differences && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = "Differences(before=$before, after=$after, differences=$differences)"
}

/**
 * One of the two programmes.
 *
 * @property programme its id
 * @property version its edition
 */
public class Edition internal constructor(public val programme: String, public val version: String) {
    override fun equals(other: Any?): Boolean = other is Edition && programme == other.programme && version == other.version

    override fun hashCode(): Int = Objects.hash(programme, version)

    override fun toString(): String = "$programme $version"
}

/** An offer that the first programme gives at one time and the second at another: in all else they are the same. */
public class Moved internal constructor(
    /** The offer of the first programme. */
    @get:JvmName("getFrom") public val from: OfferId,
    /** The offer of the second. */
    @get:JvmName("getTo") public val to: OfferId,
) {
    override fun equals(other: Any?): Boolean = other is Moved && from == other.from && to == other.to

    override fun hashCode(): Int = Objects.hash(from, to)

    override fun toString(): String = "Moved(from=$from, to=$to)"
}

/**
 * How many offers there are of one kind.
 *
 * @property unit the unit of the dose
 * @property subject whom they are for
 * @property duty whose duty they are
 * @property before how many the first programme has
 * @property after how many the second has
 */
public class Total internal constructor(
    public val unit: String,
    public val subject: Subject,
    public val duty: Duty,
    public val before: Int,
    public val after: Int,
) {
    private val parts get() = listOf(unit, subject, duty, before, after)

    override fun equals(other: Any?): Boolean = other is Total && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Total(unit=$unit, subject=$subject, duty=$duty, before=$before, after=$after)"
}

/**
 * Something that one programme writes of an offer and the other otherwise: it concerns every family that has the offer.
 *
 * ```kotlin
 * val paid = Programme.fromToml(VISIT.replace("cost = \"free\"", "cost = { amount = \"50\", currency = \"EUR\" }"))
 * val changed = programme.difference(paid).changed.single()
 * check(changed.what == Aspect.COST && changed.before == "free" && changed.after == "50.00 EUR")
 * ```
 *
 * @property subject whom the offer is for
 * @property what what is written otherwise
 * @property before what the first programme writes, in its own words: `universal`, `to_offer`, `free`, `50.00 EUR`, `true`, the
 *   id of a provider, ids of offers with commas between them; absent where it writes nothing
 * @property after what the second writes
 */
public class Changed internal constructor(
    /** The offer, which both programmes know by this id. */
    @get:JvmName("getOffer") public val offer: OfferId,
    public val subject: Subject,
    public val what: Aspect,
    public val before: String?,
    public val after: String?,
) {
    private val parts get() = listOf(offer, subject, what, before, after)

    override fun equals(other: Any?): Boolean = other is Changed && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Changed(offer=$offer, what=$what, before=$before, after=$after)"
}

/**
 * Families that belong to the target population, or are answered in one way, of one programme and not of the other.
 *
 * @property what what they belong to
 * @property effect [Effect.GAINS] where they come to belong to it, [Effect.LOSES] where they do so no longer
 * @property regions descriptions of the families, as those of a [Difference]
 * @property complete do the descriptions name everybody concerned on any day? More than sixteen are not written out
 * @property on the day on which [family] is concerned
 * @property family the smallest family concerned
 */
public class Reached internal constructor(
    public val what: Reach,
    public val effect: Effect,
    public val regions: List<List<Term>>,
    public val complete: Boolean,
    public val on: LocalDate,
    public val family: Family,
) {
    private val parts get() = listOf(what, effect, regions, complete, on, family)

    override fun equals(other: Any?): Boolean = other is Reached && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Reached(what=$what, effect=$effect, regions=$regions)"
}

/**
 * Families to whom a change means the same, and one of them: nobody's, for the comparison has made it.
 *
 * @property subject whom the offer is for
 * @property effect what the change means
 * @property regions descriptions of the families: each a list of facts that all hold. Who fits one of them is concerned, on
 *   some day
 * @property complete do the descriptions name everybody concerned on any day? More than sixteen are not written out
 * @property on the day on which [family] is concerned
 * @property family the smallest family concerned
 * @property before what the first programme says to it; absent where it has no such offer
 * @property after what the second says
 */
public class Difference internal constructor(
    /** The offer, which both programmes know by this id, or only one. */
    @get:JvmName("getOffer") public val offer: OfferId,
    public val subject: Subject,
    public val effect: Effect,
    public val regions: List<List<Term>>,
    public val complete: Boolean,
    public val on: LocalDate,
    public val family: Family,
    /** The member concerned, where the offer is for one. */
    @get:JvmName("getMember") public val member: MemberId?,
    public val before: OfferAnswer?,
    public val after: OfferAnswer?,
) {
    private val parts get() = listOf(offer, subject, effect, regions, complete, on, family, member, before, after)

    override fun equals(other: Any?): Boolean = other is Difference && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Difference(offer=$offer, effect=$effect, regions=$regions)"
}

/**
 * What a description says of one fact: that it lies between two values, or is one of some.
 *
 * @property fact the fact as conditions write it: `child.age_months` of the member that the offer is for; of another with an
 *   id that stands for anyone of the kind, `child[c1].age_months`; `child[c1]` alone says that there is one
 * @property from the least value, where there is one
 * @property until the greatest value, where there is one
 * @property values the values, where they are named one by one
 * @property other it is none of the values
 */
public class Term internal constructor(
    public val fact: String,
    public val from: String?,
    public val until: String?,
    public val values: List<String>,
    public val other: Boolean,
) {
    private val parts get() = listOf(fact, from, until, values, other)

    override fun equals(other: Any?): Boolean = other is Term && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String {
        val ends = listOfNotNull(from?.let { "from $it" }, until?.let { "until $it" })
        val listed = if (values.isEmpty()) emptyList() else listOf((if (other) "none of " else "one of ") + values)
        return (listOf(fact) + ends + listed).joinToString(" ")
    }
}
