package org.millejours

import java.time.LocalDate
import java.util.Objects

/**
 * What a programme decides about one offer, for the family or one of its members.
 *
 * ```kotlin
 * fun line(decision: Decision): String = when (decision) {
 *     Decision.Eligible -> "for you now"
 *     is Decision.NotYet -> "from ${decision.from}"
 *     is Decision.NoLonger -> "until ${decision.since.minusDays(1)}"
 *     Decision.NotEligible -> "not for you"
 *     Decision.Undetermined -> "we would need to know more"
 * }
 * check(line(Decision.Eligible) == "for you now")
 * ```
 */
public sealed interface Decision {
    /** The word in documents: `not_yet`. */
    public val word: String

    /** Is the answer today a definite no? */
    public val isNo: Boolean

    /** The family may have it. */
    public data object Eligible : Decision {
        override val word: String get() = "eligible"
        override val isNo: Boolean get() = false
    }

    /** It may not, on no day within 25 years; where the answer is not exact, dates were left out, and it may not today. */
    public data object NotEligible : Decision {
        override val word: String get() = "not_eligible"
        override val isNo: Boolean get() = true
    }

    /**
     * It may not yet.
     *
     * @property from the first later day on which the answer is no definite no
     * @property then what the answer is on that day
     */
    public class NotYet internal constructor(public val from: LocalDate, public val then: Then) : Decision {
        override val word: String get() = "not_yet"
        override val isNo: Boolean get() = true

        override fun equals(other: Any?): Boolean = other is NotYet && from == other.from && then == other.then

        override fun hashCode(): Int = Objects.hash(from, then)

        /** No day: one of birth could be read from it, and it could come to stand in a log. */
        override fun toString(): String = "NotYet"
    }

    /**
     * It may no longer.
     *
     * @property since the first day after the last earlier one on which the answer was no definite no
     */
    public class NoLonger internal constructor(public val since: LocalDate) : Decision {
        override val word: String get() = "no_longer"
        override val isNo: Boolean get() = true

        override fun equals(other: Any?): Boolean = other is NoLonger && since == other.since

        override fun hashCode(): Int = since.hashCode()

        /** No day: one of birth could be read from it, and it could come to stand in a log. */
        override fun toString(): String = "NoLonger"
    }

    /** It depends on missing facts. */
    public data object Undetermined : Decision {
        override val word: String get() = "undetermined"
        override val isNo: Boolean get() = false
    }
}
