package org.millejours

import java.util.Objects

/**
 * The dated window in which the law, or the programme, asks for an offer, within the time in which it can be had.
 *
 * Days are counted from the birth of the child whom the offer is for (before it, from the expected day), weeks of pregnancy
 * from the expected day.
 *
 * @property window the window
 * @property roll what happens to its last day where that is no working day
 */
public class Due internal constructor(public val window: DueWindow, public val roll: Roll?) {
    override fun equals(other: Any?): Boolean = other is Due && window == other.window && roll == other.roll

    override fun hashCode(): Int = Objects.hash(window, roll)

    override fun toString(): String = "Due(window=$window, roll=$roll)"
}

/** How a due window is said. All ends are included, and completed months and years are civil, as in ages. */
public sealed interface DueWindow {
    /**
     * `days = [0, 8]`: days after birth.
     *
     * @property first the first day
     * @property last the last day
     * @property firstDayCounts is the day of birth day 1? If not, it is day 0
     */
    public class Days internal constructor(
        public val first: Int,
        public val last: Int,
        public val firstDayCounts: Boolean,
    ) : DueWindow {
        override fun equals(other: Any?): Boolean =
            other is Days && first == other.first && last == other.last && firstDayCounts == other.firstDayCounts

        override fun hashCode(): Int = Objects.hash(first, last, firstDayCounts)

        override fun toString(): String = "Days(first=$first, last=$last, firstDayCounts=$firstDayCounts)"
    }

    /**
     * `weeks = [4, 8]`: from the fourth week to the eighth, both whole; the first begins with the day of birth.
     *
     * @property first the first week, from 1
     * @property last the last week
     */
    public class Weeks internal constructor(public val first: Int, public val last: Int) : DueWindow {
        override fun equals(other: Any?): Boolean = other is Weeks && first == other.first && last == other.last

        override fun hashCode(): Int = Objects.hash(first, last)

        override fun toString(): String = "Weeks(first=$first, last=$last)"
    }

    /**
     * `in_month = 9`: in the ninth month, from 8 completed months to the day before 9.
     *
     * @property month the month, from 1
     */
    public class InMonth internal constructor(public val month: Int) : DueWindow {
        override fun equals(other: Any?): Boolean = other is InMonth && month == other.month

        override fun hashCode(): Int = month

        override fun toString(): String = "InMonth(month=$month)"
    }

    /**
     * `months = [16, 18]`: from 16 completed months to the day before 18.
     *
     * @property from the completed months on its first day
     * @property before the completed months on the day after its last
     */
    public class Months internal constructor(public val from: Int, public val before: Int) : DueWindow {
        override fun equals(other: Any?): Boolean = other is Months && from == other.from && before == other.before

        override fun hashCode(): Int = Objects.hash(from, before)

        override fun toString(): String = "Months(from=$from, before=$before)"
    }

    /**
     * `in_year = 7`: in the seventh year, from the sixth birthday to the day before the seventh.
     *
     * @property year the year, from 1
     */
    public class InYear internal constructor(public val year: Int) : DueWindow {
        override fun equals(other: Any?): Boolean = other is InYear && year == other.year

        override fun hashCode(): Int = year

        override fun toString(): String = "InYear(year=$year)"
    }

    /**
     * `years = [8, 9]`: from the eighth birthday to the day before the ninth.
     *
     * @property from the completed years on its first day
     * @property before the completed years on the day after its last
     */
    public class Years internal constructor(public val from: Int, public val before: Int) : DueWindow {
        override fun equals(other: Any?): Boolean = other is Years && from == other.from && before == other.before

        override fun hashCode(): Int = Objects.hash(from, before)

        override fun toString(): String = "Years(from=$from, before=$before)"
    }

    /**
     * `pregnancy_weeks = [15, 19]`: from 15 completed weeks of pregnancy to the day before 19; `[36]` until the birth.
     *
     * @property from the completed weeks on its first day
     * @property before the completed weeks on the day after its last, unless it ends with the pregnancy
     */
    public class PregnancyWeeks internal constructor(public val from: Int, public val before: Int?) : DueWindow {
        override fun equals(other: Any?): Boolean = other is PregnancyWeeks && from == other.from && before == other.before

        override fun hashCode(): Int = Objects.hash(from, before)

        override fun toString(): String = "PregnancyWeeks(from=$from, before=$before)"
    }
}
