package org.millejours

import java.math.BigDecimal
import java.time.LocalDate

/** Marks the blocks of [family], so that what is said within a child is said of the child. */
@DslMarker
@Target(AnnotationTarget.CLASS)
public annotation class FamilyDsl

/** What a family and each of its members have: facts by name. */
@FamilyDsl
public sealed class FactsBuilder<B : FactsBuilder<B>>(facts: Map<String, GivenFact>) {
    internal val facts: MutableMap<String, GivenFact> = LinkedHashMap(facts)

    internal abstract fun self(): B

    /** Tells a fact by its name within the family or member, `born_preterm`; it replaces what was told before. */
    public fun fact(name: String, fact: GivenFact): B {
        facts[name] = fact
        return self()
    }

    /** Tells a fact, perhaps with whose word it is and the day on which it was so. */
    @JvmOverloads
    public fun fact(name: String, value: FactValue, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, GivenFact(value, voice, asOf))

    /** Tells a fact that is true or false. */
    @JvmOverloads
    public fun fact(name: String, value: Boolean, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, FactValue.of(value), voice, asOf)

    /** Tells a fact that is a whole number. */
    @JvmOverloads
    public fun fact(name: String, value: Int, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, FactValue.of(value), voice, asOf)

    /** Tells a fact that is a whole number. */
    @JvmOverloads
    public fun fact(name: String, value: Long, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, FactValue.of(value), voice, asOf)

    /** Tells a fact that is a number with places; there is no floating point. */
    @JvmOverloads
    public fun fact(name: String, value: BigDecimal, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, FactValue.of(value), voice, asOf)

    /** Tells a fact that is a code or a value of an enum. */
    @JvmOverloads
    public fun fact(name: String, value: String, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, FactValue.of(value), voice, asOf)

    /** Tells a fact that is a day. */
    @JvmOverloads
    public fun fact(name: String, value: LocalDate, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, FactValue.of(value), voice, asOf)

    /** Tells a fact that is a day, as far as it is known. */
    @JvmOverloads
    public fun fact(name: String, value: PartialDate, voice: String? = null, asOf: LocalDate? = null): B =
        fact(name, FactValue.of(value), voice, asOf)

    /** Takes a fact back: it is unknown again. */
    public fun forget(name: String): B {
        facts.remove(name)
        return self()
    }
}

/**
 * Gathers what is known of an adult.
 *
 * @constructor an adult of whom nothing is known but the id
 */
public class AdultBuilder private constructor(private val id: MemberId, facts: Map<String, GivenFact>) :
    FactsBuilder<AdultBuilder>(facts) {
    private var born: PartialDate? = null
    private var livesHere: LivesHere? = null

    public constructor(id: String) : this(MemberId(id), emptyMap())

    internal constructor(known: Adult) : this(known.id, known.facts) {
        born = known.born
        livesHere = known.livesHere
    }

    override fun self(): AdultBuilder = this

    /** Tells the day of birth, as far as it is known; `null` takes it back. */
    public fun born(date: PartialDate?): AdultBuilder = apply { born = date }

    /** Tells the day of birth. */
    public fun born(date: LocalDate): AdultBuilder = born(PartialDate.unchecked(date))

    /** Tells the day of birth, or only its month or year; the calendar is looked at once the family is built. */
    @JvmOverloads
    public fun born(year: Int, month: Int? = null, day: Int? = null): AdultBuilder = born(PartialDate.unchecked(year, month, day))

    /** Tells whether the adult lives here; `null` takes it back. */
    public fun livesHere(how: LivesHere?): AdultBuilder = apply { livesHere = how }

    /** The adult; what is wrong is told once the family is built. */
    public fun build(): Adult = Adult(id, born, livesHere, facts)
}

/**
 * Gathers what is known of a child, born or expected.
 *
 * @constructor a child of whom nothing is known but the id
 */
public class ChildBuilder private constructor(private val id: MemberId, facts: Map<String, GivenFact>) :
    FactsBuilder<ChildBuilder>(facts) {
    private var born: PartialDate? = null
    private var arrived: PartialDate? = null
    private var pregnancy: MemberId? = null
    private var died: PartialDate? = null

    public constructor(id: String) : this(MemberId(id), emptyMap())

    internal constructor(known: Child) : this(known.id, known.facts) {
        born = known.born
        arrived = known.arrived
        pregnancy = known.pregnancy
        died = known.died
    }

    override fun self(): ChildBuilder = this

    /** Tells the day of birth, as far as it is known; `null` takes it back. */
    public fun born(date: PartialDate?): ChildBuilder = apply { born = date }

    /** Tells the day of birth. */
    public fun born(date: LocalDate): ChildBuilder = born(PartialDate.unchecked(date))

    /** Tells the day of birth, or only its month or year; the calendar is looked at once the family is built. */
    @JvmOverloads
    public fun born(year: Int, month: Int? = null, day: Int? = null): ChildBuilder = born(PartialDate.unchecked(year, month, day))

    /** Tells the day an adopted or placed child came, as far as it is known; `null` takes it back. */
    public fun arrived(date: PartialDate?): ChildBuilder = apply { arrived = date }

    /** Tells the day an adopted or placed child came. */
    public fun arrived(date: LocalDate): ChildBuilder = arrived(PartialDate.unchecked(date))

    /** Names the pregnancy that the child is expected of, or was born of; `null` takes it back. */
    public fun pregnancy(id: String?): ChildBuilder = apply { pregnancy = id?.let { MemberId(it) } }

    /** Names the pregnancy that the child is expected of, or was born of. */
    @JvmSynthetic
    public fun pregnancy(id: MemberId): ChildBuilder = pregnancy(id.value)

    /** Tells the day the child died: from then on nothing more is said, asked or counted for it; `null` takes it back. */
    public fun died(date: PartialDate?): ChildBuilder = apply { died = date }

    /** Tells the day the child died: from then on nothing more is said, asked or counted for it. */
    public fun died(date: LocalDate): ChildBuilder = died(PartialDate.unchecked(date))

    /** The child; what is wrong is told once the family is built. */
    public fun build(): Child = Child(id, born, arrived, pregnancy, died, facts)
}

/**
 * Gathers what is known of a pregnancy.
 *
 * @constructor a pregnancy of which nothing is known but the id
 */
public class PregnancyBuilder private constructor(private val id: MemberId, facts: Map<String, GivenFact>) :
    FactsBuilder<PregnancyBuilder>(facts) {
    private var carriedBy: MemberId? = null
    private var expected: PartialDate? = null
    private var ended: PartialDate? = null
    private var outcome: Outcome? = null

    public constructor(id: String) : this(MemberId(id), emptyMap())

    internal constructor(known: Pregnancy) : this(known.id, known.facts) {
        carriedBy = known.carriedBy
        expected = known.expected
        ended = known.ended
        outcome = known.outcome
    }

    override fun self(): PregnancyBuilder = this

    /** Names the adult who carries it; `null` takes it back. */
    public fun carriedBy(adult: String?): PregnancyBuilder = apply { carriedBy = adult?.let { MemberId(it) } }

    /** Names the adult who carries it. */
    @JvmSynthetic
    public fun carriedBy(adult: MemberId): PregnancyBuilder = carriedBy(adult.value)

    /** Tells the day the birth is expected, as far as it is known; `null` takes it back. */
    public fun expected(date: PartialDate?): PregnancyBuilder = apply { expected = date }

    /** Tells the day the birth is expected. */
    public fun expected(date: LocalDate): PregnancyBuilder = expected(PartialDate.unchecked(date))

    /** Tells the day the birth is expected, or only its month or year; the calendar is looked at once the family is built. */
    @JvmOverloads
    public fun expected(year: Int, month: Int? = null, day: Int? = null): PregnancyBuilder =
        expected(PartialDate.unchecked(year, month, day))

    /** Tells the day it ended, and how only if the family wishes to say; `null` takes both back. */
    @JvmOverloads
    public fun ended(date: PartialDate?, outcome: Outcome? = null): PregnancyBuilder = apply {
        ended = date
        this.outcome = outcome
    }

    /** Tells the day it ended, and how only if the family wishes to say. */
    @JvmOverloads
    public fun ended(date: LocalDate, outcome: Outcome? = null): PregnancyBuilder = ended(PartialDate.unchecked(date), outcome)

    /** The pregnancy; what is wrong is told once the family is built. */
    public fun build(): Pregnancy = Pregnancy(id, carriedBy, expected, ended, outcome, facts)
}
