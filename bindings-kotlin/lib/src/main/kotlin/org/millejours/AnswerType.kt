package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Objects
import kotlinx.serialization.json.jsonObject

/**
 * What an answer to a fact may be: enough to choose a field of a form. [Programme.answerType] gives it.
 *
 * Ranges are inclusive, in the fact's own unit, and absent where none is declared. Every date may be given as far as it is
 * known.
 *
 * ```kotlin
 * val field = when (val type = programme.answerType(FactName("child[c1].born"))) {
 *     null -> "nobody can be asked"
 *     AnswerType.Bool, AnswerType.Complete -> "a switch"
 *     is AnswerType.Whole, is AnswerType.Decimal, is AnswerType.Money -> "a field for a number"
 *     is AnswerType.Date, AnswerType.PartialDate -> "a calendar"
 *     AnswerType.Code, AnswerType.Codes -> "a field for a text"
 *     is AnswerType.Enum -> "a list of ${type.values}"
 *     is AnswerType.Observation -> "not for the family: a professional answers"
 * }
 * check(field == "a calendar")
 * ```
 */
public sealed interface AnswerType {
    /** True or false. */
    public data object Bool : AnswerType

    /**
     * A whole number.
     *
     * @property least the least that it can be
     * @property most the most that it can be
     */
    public class Whole internal constructor(public val least: Long?, public val most: Long?) : AnswerType {
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
    ) : AnswerType {
        override fun equals(other: Any?): Boolean =
            other is Decimal && places == other.places && least == other.least && most == other.most

        override fun hashCode(): Int = Objects.hash(places, least, most)

        override fun toString(): String = "Decimal(places=$places, least=$least, most=$most)"
    }

    /**
     * An exact amount in the major unit of its currency.
     *
     * @property currency ISO 4217
     * @property places digits after the point
     * @property least the least that it can be
     * @property most the most that it can be
     */
    public class Money internal constructor(
        public val currency: String,
        public val places: Int,
        public val least: BigDecimal?,
        public val most: BigDecimal?,
    ) : AnswerType {
        override fun equals(other: Any?): Boolean =
            other is Money && currency == other.currency && places == other.places && least == other.least && most == other.most

        override fun hashCode(): Int = Objects.hash(currency, places, least, most)

        override fun toString(): String = "Money(currency=$currency, places=$places, least=$least, most=$most)"
    }

    /**
     * A day of a vocabulary's fact.
     *
     * @property first the first that it can be
     * @property last the last that it can be
     */
    public class Date internal constructor(public val first: LocalDate?, public val last: LocalDate?) : AnswerType {
        override fun equals(other: Any?): Boolean = other is Date && first == other.first && last == other.last

        override fun hashCode(): Int = Objects.hash(first, last)

        override fun toString(): String = "Date(first=$first, last=$last)"
    }

    /** A day of birth, of arrival, of a pregnancy. */
    public data object PartialDate : AnswerType

    /** One code, as text. */
    public data object Code : AnswerType

    /** Several codes, as texts. */
    public data object Codes : AnswerType

    /**
     * One of these values.
     *
     * @property values the values, in ascending order
     */
    public class Enum internal constructor(public val values: List<String>) : AnswerType {
        override fun equals(other: Any?): Boolean = other is Enum && values == other.values

        override fun hashCode(): Int = values.hashCode()

        override fun toString(): String = "Enum(values=$values)"
    }

    /**
     * One of these values, in the voice of a named professional. The family cannot answer it.
     *
     * @property values the values, in ascending order
     */
    public class Observation internal constructor(public val values: List<String>) : AnswerType {
        override fun equals(other: Any?): Boolean = other is Observation && values == other.values

        override fun hashCode(): Int = values.hashCode()

        override fun toString(): String = "Observation(values=$values)"
    }

    /** `true`: nobody is missing from the list. Somebody who is missing is added to the family instead. */
    public data object Complete : AnswerType
}

internal fun answerType(json: String): AnswerType = reading {
    val type = tree(json).jsonObject
    val range = type.texts("range")
    val (least, most) = range.getOrNull(0) to range.getOrNull(1)
    when (val word = type.text("type")) {
        "bool" -> AnswerType.Bool
        "int" -> AnswerType.Whole(least?.toLong(), most?.toLong())
        "number" -> AnswerType.Decimal(type.text("places").toInt(), least?.toBigDecimal(), most?.toBigDecimal())
        "money" ->
            AnswerType.Money(type.text("currency"), type.text("places").toInt(), least?.toBigDecimal(), most?.toBigDecimal())
        "date" -> AnswerType.Date(least?.let { LocalDate.parse(it) }, most?.let { LocalDate.parse(it) })
        "partial_date" -> AnswerType.PartialDate
        "code" -> AnswerType.Code
        "codes" -> AnswerType.Codes
        "enum" -> AnswerType.Enum(type.texts("values"))
        "observation" -> AnswerType.Observation(type.texts("values"))
        "complete" -> AnswerType.Complete
        else -> throw NoSuchElementException(word)
    }
}
