@file:JvmName("Dates")

package org.millejours

import java.time.DateTimeException
import java.time.LocalDate
import java.time.YearMonth
import org.millejours.internal.partialDate

/**
 * A date, or as much of it as is known: `2026`, `2026-02`, `2026-02-11`. It stands for every day that it leaves open.
 *
 * ```kotlin
 * val february = PartialDate.of(2024, 2)
 * check(february.toString() == "2024-02")
 * check(february.latest == LocalDate.of(2024, 2, 29))
 * check(LocalDate.of(2024, 2, 11).toPartial() == PartialDate.parse("2024-02-11"))
 *
 * val refused = runCatching { PartialDate.of(2023, 13) }.exceptionOrNull() as DateException
 * check(refused.code == "date.invalid")
 * ```
 *
 * @property year the year, from 1 to 9999
 * @property month the month, from 1, where it is known
 * @property day the day of the month, where it is known
 */
public class PartialDate private constructor(public val year: Int, public val month: Int?, public val day: Int?) {
    /** The first day that it leaves open. */
    public val earliest: LocalDate get() = LocalDate.of(year, month ?: 1, day ?: 1)

    /** The last day that it leaves open. */
    public val latest: LocalDate
        get() = when {
            month == null -> LocalDate.of(year, 12, 31)
            day == null -> YearMonth.of(year, month).atEndOfMonth()
            else -> LocalDate.of(year, month, day)
        }

    /** The date, where its day is known. */
    public fun toLocalDate(): LocalDate? = if (day == null) null else earliest

    private fun exists(): Boolean =
        year in years && (month != null || day == null) && try {
            earliest.year == year
        } catch (_: DateTimeException) {
            false
        }

    override fun equals(other: Any?): Boolean =
        other is PartialDate && year == other.year && month == other.month && day == other.day

    override fun hashCode(): Int = (year * 13 + (month ?: 0)) * 32 + (day ?: 0)

    /** As much as is known, as documents write it: `2026`, `2026-02`, `2026-02-11`. */
    override fun toString(): String {
        // A day without its month is no date, and is not to be read as a month.
        val parts = listOfNotNull(month ?: day?.let { 0 }, day).joinToString("") { "-" + it.toString().padStart(2, '0') }
        return year.toString().padStart(4, '0') + parts
    }

    public companion object {
        private val years = 1..9999

        /**
         * As much of a date as is known: a year, its month, its day.
         *
         * @throws DateException where the calendar has no such date
         */
        @JvmStatic
        @JvmOverloads
        public fun of(year: Int, month: Int? = null, day: Int? = null): PartialDate {
            val date = PartialDate(year, month, day)
            return if (date.exists()) date else refused(date.toString())
        }

        /**
         * A date of which all is known.
         *
         * @throws DateException outside the years 1 to 9999
         */
        @JvmStatic
        public fun of(date: LocalDate): PartialDate = of(date.year, date.monthValue, date.dayOfMonth)

        /**
         * Reads `2026`, `2026-02` or `2026-02-11`.
         *
         * @throws DateException where the text is not written so, or the calendar has no such date. The message does not
         *     repeat the text, which may be a family's
         */
        @JvmStatic
        public fun parse(text: String): PartialDate {
            val parts = text.split('-')
            val written = parts.size <= 3 && parts.withIndex().all { (index, part) ->
                part.length == (if (index == 0) 4 else 2) && part.all { it in '0'..'9' }
            }
            if (!written) refused(text)
            return of(parts[0].toInt(), parts.getOrNull(1)?.toInt(), parts.getOrNull(2)?.toInt())
        }

        /** A date that is looked at when the family is built, and refused there with its place. */
        internal fun unchecked(year: Int, month: Int?, day: Int?): PartialDate = PartialDate(year, month, day)

        /** A date that is looked at when the family is built, and refused there with its place. */
        internal fun unchecked(date: LocalDate): PartialDate = PartialDate(date.year, date.monthValue, date.dayOfMonth)

        /** The core has the words for what is no date. */
        private fun refused(text: String): Nothing =
            throw IllegalStateException("the calendars part at ${calling { partialDate(text.utf8()) }}")
    }
}

/**
 * The date as one of which all is known.
 *
 * @throws DateException outside the years 1 to 9999
 */
@JvmSynthetic
public fun LocalDate.toPartial(): PartialDate = PartialDate.of(this)
