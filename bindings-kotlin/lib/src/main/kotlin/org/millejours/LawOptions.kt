package org.millejours

import java.util.Objects
import org.millejours.internal.RawAmount
import org.millejours.internal.RawLawOptions
import org.millejours.internal.RawProgress

/**
 * What a proof is asked to look at. What is not said here is as the programme's own `[laws]` say.
 *
 * ```kotlin
 * val options = LawOptions(adults = 1, children = 3)
 * check(programme.laws(options).limits.children == 3)
 * ```
 *
 * @constructor puts the options together
 * @throws IllegalArgumentException for a number below zero
 * @property adults adults: every number from one to this, at most eight
 * @property children children that are born: every number up to this, at most eight
 * @property pregnancies pregnancies under way: every number up to this, at most four
 * @property expected children expected of each of them: every number up to this, at most four
 */
public class LawOptions @JvmOverloads constructor(
    public val adults: Int? = null,
    public val children: Int? = null,
    public val pregnancies: Int? = null,
    public val expected: Int? = null,
    weights: Map<String, Int> = emptyMap(),
    cliff: Map<String, Int> = emptyMap(),
) {
    /** What one unit of a dose weighs where units are added up, beside what the programme says. */
    public val weights: Map<String, Int> = weights.frozen()

    /** How much of a unit one step of one fact may cost before it is called a cliff, beside what the programme says. */
    public val cliff: Map<String, Int> = cliff.frozen()

    init {
        val numbers = listOfNotNull(adults, children, pregnancies, expected) + this.weights.values + this.cliff.values
        require(numbers.all { it >= 0 }) { "no number of these options is below zero" }
    }

    override fun equals(other: Any?): Boolean =
        other is LawOptions && adults == other.adults && children == other.children && pregnancies == other.pregnancies &&
            expected == other.expected && weights == other.weights && cliff == other.cliff

    override fun hashCode(): Int = Objects.hash(adults, children, pregnancies, expected, weights, cliff)

    override fun toString(): String =
        "LawOptions(adults=$adults, children=$children, pregnancies=$pregnancies, expected=$expected, weights=$weights, " +
            "cliff=$cliff)"
}

/**
 * Hears how far a proof has come, and may end it.
 *
 * ```kotlin
 * val stopped = programme.laws(progress = { done, of -> done < of / 2 })
 * check(stopped.of(Law.FREE_AND_VOLUNTARY).undecided.any { it.bound == Bound.STOPPED })
 * ```
 */
public fun interface Progress {
    /**
     * So many pieces of work are [done], [of] all: shall it go on?
     *
     * Where the answer is `false`, what was found so far is given, and the rest is not decided: [Bound.STOPPED]. Called on
     * the thread that asked for the proof; what it throws ends the work, and is thrown there.
     */
    public fun told(done: Int, of: Int): Boolean
}

/**
 * How large the families are that something was looked for in: every number of members up to these.
 *
 * @property adults adults, at least one
 * @property children children that are born
 * @property pregnancies pregnancies under way
 * @property expected children expected of one pregnancy
 */
public class Limits internal constructor(
    public val adults: Int,
    public val children: Int,
    public val pregnancies: Int,
    public val expected: Int,
) {
    private val parts get() = listOf(adults, children, pregnancies, expected)

    override fun equals(other: Any?): Boolean = other is Limits && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String =
        "Limits(adults=$adults, children=$children, pregnancies=$pregnancies, expected=$expected)"
}

private fun amounts(table: Map<String, Int>) = table.map { RawAmount(it.key, it.value.toUInt()) }

internal fun LawOptions?.native(): RawLawOptions = RawLawOptions(
    this?.adults?.toUInt(),
    this?.children?.toUInt(),
    this?.pregnancies?.toUInt(),
    this?.expected?.toUInt(),
    amounts(this?.weights.orEmpty()),
    amounts(this?.cliff.orEmpty()),
)

/** Calls the native library, which tells this one how far it has come; nothing that it throws crosses the boundary. */
internal fun <T> Progress?.hearing(call: (RawProgress?) -> T): T {
    if (this == null) return calling { call(null) }
    var thrown: Throwable? = null
    val told = object : RawProgress {
        override fun told(done: Int, of: Int): Boolean =
            try {
                thrown == null && this@hearing.told(done, of)
            } catch (failure: Throwable) {
                thrown = failure
                false
            }
    }
    val answer = calling { call(told) }
    thrown?.let { throw it }
    return answer
}
