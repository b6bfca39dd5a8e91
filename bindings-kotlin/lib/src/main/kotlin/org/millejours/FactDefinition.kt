package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Objects

/**
 * What a fact is: its type and unit, its category, how to ask for it.
 *
 * @property subject whom it is about
 * @property name its name within the subject: `born_preterm`
 * @property type its type
 * @property unit its unit, for people
 * @property category its data category
 * @property disadvantage its disadvantaged end; for professionals
 * @property records what it records that no condition should read; for professionals
 * @property changeable may the family change it?
 * @property freshMonths for how many months a dated value stays fresh
 * @property title its title by language tag
 * @property question how to ask for it, by language tag
 * @property words what the values of an enum, or codes, are called, by value and language tag
 * @property source where the definition comes from
 */
public class FactDefinition internal constructor(
    public val subject: Subject,
    public val name: String,
    public val type: FactType,
    public val unit: String?,
    public val category: Category,
    public val disadvantage: Disadvantage?,
    public val records: Records?,
    public val changeable: Boolean,
    public val freshMonths: Int?,
    public val title: Map<String, String>,
    public val question: Map<String, String>,
    public val words: Map<String, Map<String, String>>,
    public val source: String?,
) {
    private val parts get() = listOf(
        subject, name, type, unit, category, disadvantage, records, changeable, freshMonths, title, question, words, source,
    )

    override fun equals(other: Any?): Boolean = other is FactDefinition && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "FactDefinition(${subject.word}.$name)"
}

/** The type of a fact. Ranges are inclusive, and absent where none is declared. */
public sealed interface FactType {
    /** True or false. */
    public data object Bool : FactType

    /**
     * A whole number.
     *
     * @property least the least that it can be
     * @property most the most that it can be
     */
    public class Whole internal constructor(public val least: Long?, public val most: Long?) : FactType {
        override fun equals(other: Any?): Boolean = other is Whole && least == other.least && most == other.most

        override fun hashCode(): Int = Objects.hash(least, most)

        override fun toString(): String = "Whole(least=$least, most=$most)"
    }

    /**
     * An exact decimal.
     *
     * @property places digits after the point
     * @property least the least that it can be
     * @property most the most that it can be
     */
    public class Decimal internal constructor(
        public val places: Int,
        public val least: BigDecimal?,
        public val most: BigDecimal?,
    ) : FactType {
        override fun equals(other: Any?): Boolean =
            other is Decimal && places == other.places && least == other.least && most == other.most

        override fun hashCode(): Int = Objects.hash(places, least, most)

        override fun toString(): String = "Decimal(places=$places, least=$least, most=$most)"
    }

    /**
     * An exact amount in the major unit of its currency.
     *
     * @property currency ISO 4217
     * @property least the least that it can be
     * @property most the most that it can be
     */
    public class Money internal constructor(
        public val currency: String,
        public val least: BigDecimal?,
        public val most: BigDecimal?,
    ) : FactType {
        override fun equals(other: Any?): Boolean =
            other is Money && currency == other.currency && least == other.least && most == other.most

        override fun hashCode(): Int = Objects.hash(currency, least, most)

        override fun toString(): String = "Money(currency=$currency, least=$least, most=$most)"
    }

    /**
     * A day.
     *
     * @property first the first that it can be
     * @property last the last that it can be
     */
    public class Date internal constructor(public val first: LocalDate?, public val last: LocalDate?) : FactType {
        override fun equals(other: Any?): Boolean = other is Date && first == other.first && last == other.last

        override fun hashCode(): Int = Objects.hash(first, last)

        override fun toString(): String = "Date(first=$first, last=$last)"
    }

    /** One of an open set of codes. */
    public data object Code : FactType

    /**
     * One of a closed set of values.
     *
     * @property values the values, in ascending order
     */
    public class Enum internal constructor(public val values: List<String>) : FactType {
        override fun equals(other: Any?): Boolean = other is Enum && values == other.values

        override fun hashCode(): Int = values.hashCode()

        override fun toString(): String = "Enum(values=$values)"
    }
}

/** Which end of a fact is the disadvantaged one. */
public sealed interface Disadvantage {
    /** Low values. */
    public data object Low : Disadvantage

    /** High values. */
    public data object High : Disadvantage

    /** True. */
    public data object True : Disadvantage

    /** False. */
    public data object False : Disadvantage

    /**
     * These values.
     *
     * @property values the values
     */
    public class Values internal constructor(public val values: List<String>) : Disadvantage {
        override fun equals(other: Any?): Boolean = other is Values && values == other.values

        override fun hashCode(): Int = values.hashCode()

        override fun toString(): String = "Values($values)"
    }
}
