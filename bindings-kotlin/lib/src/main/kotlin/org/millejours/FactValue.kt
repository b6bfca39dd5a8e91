@file:JvmName("Voices")

package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Objects

/**
 * The value of a fact, as a family tells it and as an answer reads it.
 *
 * There is no floating point: a number with places is a [BigDecimal], exact. Documents hold decimals and dates as texts,
 * so a value that was read back is a [Text]; the programme's vocabulary says what it means.
 *
 * ```kotlin
 * check(FactValue.of(BigDecimal("12.50")).text() == "12.50")
 * check(FactValue.of(LocalDate.of(2026, 2, 11)) == FactValue.of("2026-02-11"))
 * ```
 */
public sealed interface FactValue {
    /** The value as a text, for a screen: `true`, `12.50`, `2026-02-11`. [toString] holds nothing of it, for logs. */
    public fun text(): String

    /**
     * True or false.
     *
     * @property value the value
     */
    @JvmInline
    public value class Bool(public val value: Boolean) : FactValue {
        override fun text(): String = value.toString()

        override fun toString(): String = "Bool"
    }

    /**
     * A whole number.
     *
     * @property value the value
     */
    @JvmInline
    public value class Whole(public val value: Long) : FactValue {
        override fun text(): String = value.toString()

        override fun toString(): String = "Whole"
    }

    /**
     * A number with places, exact: an amount in the major unit of its currency.
     *
     * @property value the value
     */
    @JvmInline
    public value class Decimal(public val value: BigDecimal) : FactValue {
        override fun text(): String = value.toPlainString()

        override fun toString(): String = "Decimal"
    }

    /**
     * A code, a value of an enum, a date as far as it is known, or the digits of a number.
     *
     * @property value the value
     */
    @JvmInline
    public value class Text(public val value: String) : FactValue {
        override fun text(): String = value

        override fun toString(): String = "Text"
    }

    public companion object {
        /** True or false. */
        @JvmStatic
        public fun of(value: Boolean): FactValue = Bool(value)

        /** A whole number. */
        @JvmStatic
        public fun of(value: Int): FactValue = Whole(value.toLong())

        /** A whole number. */
        @JvmStatic
        public fun of(value: Long): FactValue = Whole(value)

        /** A number with places. */
        @JvmStatic
        public fun of(value: BigDecimal): FactValue = Decimal(value)

        /** A code, or a value of an enum. */
        @JvmStatic
        public fun of(value: String): FactValue = Text(value)

        /** A day. */
        @JvmStatic
        public fun of(value: LocalDate): FactValue = Text(value.toString())

        /** A day, as far as it is known. */
        @JvmStatic
        public fun of(value: PartialDate): FactValue = Text(value.toString())
    }
}

/**
 * A fact as it was given: its value, and perhaps whose word it is and from when.
 *
 * @property value the value
 * @property voice whose word it is: [FAMILY_VOICE], or a professional
 * @property asOf the day on which it was so
 */
public class GivenFact @JvmOverloads constructor(
    public val value: FactValue,
    public val voice: String? = null,
    public val asOf: LocalDate? = null,
) {
    override fun equals(other: Any?): Boolean =
        other is GivenFact && value == other.value && voice == other.voice && asOf == other.asOf

    override fun hashCode(): Int = Objects.hash(value, voice, asOf)

    /** Nothing of what was told: it could come to stand in a log. */
    override fun toString(): String = "GivenFact"
}

/** The voice of the family itself, in needs and facts. */
public const val FAMILY_VOICE: String = "family"
