package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.accompanimentGoalJson
import org.millejours.internal.accompanimentJson
import org.millejours.internal.accompanimentTurnJson

/**
 * A family accompanied by somebody it trusts, for a long time: its goals in its own words, and the referrals that are coordinated.
 *
 * The family begins it, takes it up again and ends it, and owes no reason. Whoever accompanies may pause it, or say that it
 * cannot go on, with a reason.
 *
 * ```kotlin
 * val (guide, mother) = Party("provider:guide") to Party("adult:a1")
 * val day = LocalDate.of(2026, 3, 4)
 * val active = Accompaniment.propose(AccompanimentId("w1"), guide, listOf(About("family")), day)
 *     .turn(AccompanimentState.ACTIVE, mother, day)
 *     .goal(GoalId("o1"), "a place to stay", GoalState.OPEN, day)
 * check(active.goals.getValue(GoalId("o1")).words == "a place to stay")
 *
 * // Whoever accompanies does not end it.
 * val refused = runCatching { active.turn(AccompanimentState.ENDED, guide, day) }.exceptionOrNull() as JournalException
 * check(refused.code == "accompaniment.actor")
 * check(active.turn(AccompanimentState.ENDED, mother, day).state == AccompanimentState.ENDED)
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same JSON.
 *
 * @property about the family, or the members, who are accompanied
 * @property state where it stands
 * @property since since when
 * @property reason why it lapsed, or why whoever accompanies paused it
 * @property until where the family refused it: before that day it is not asked again
 * @property goals the family's goals
 * @property referrals the referrals that it coordinates
 */
public class Accompaniment internal constructor(
    private val json: String,
    /** Its id: that of its thread in a journal. */
    @get:JvmName("getId") public val id: AccompanimentId,
    /** Who accompanies the family. */
    @get:JvmName("getProvider") public val provider: Party,
    public val about: List<About>,
    public val state: AccompanimentState,
    public val since: LocalDate,
    public val reason: ReferralReason?,
    public val until: LocalDate?,
    public val goals: Map<GoalId, Goal>,
    public val referrals: List<ReferralId>,
) {
    /** The accompaniment as JSON, for storing: the same bytes in Rust, Python and Kotlin. */
    public fun toJson(): String = json

    /**
     * The accompaniment in another [state], decided [by] somebody [on] a day.
     *
     * @throws JournalException where nothing leads there (`accompaniment.transition`), where the other side would have to take
     *     this step (`accompaniment.actor`), where a reason is owed and absent, or stands where none is (`referral.reason`), and
     *     for a day that does not fit (`referral.day`)
     */
    @JvmOverloads
    @JvmName("turn")
    public fun turn(
        state: AccompanimentState,
        by: Party,
        on: LocalDate,
        reason: ReferralReason? = null,
        until: LocalDate? = null,
    ): Accompaniment {
        val turn = buildJsonObject {
            put("state", JsonPrimitive(state.word))
            put("by", JsonPrimitive(by.value))
            put("on", JsonPrimitive(on.toString()))
            if (reason != null) put("reason", JsonPrimitive(reason.word))
            if (until != null) put("until", JsonPrimitive(until.toString()))
        }
        return accompaniment(calling { accompanimentTurnJson(json.utf8(), turn.toString().utf8()) })
    }

    /**
     * The accompaniment with a goal set, or said to stand otherwise, in the family's own [words].
     *
     * @throws JournalException where the accompaniment is over (`accompaniment.transition`), or no words are said
     */
    @JvmName("goal")
    public fun goal(id: GoalId, words: String, state: GoalState, since: LocalDate): Accompaniment {
        val goal = buildJsonObject {
            put("goal", JsonPrimitive(id.value))
            put("words", JsonPrimitive(words))
            put("state", JsonPrimitive(state.word))
            put("since", JsonPrimitive(since.toString()))
        }
        return accompaniment(calling { accompanimentGoalJson(json.utf8(), goal.toString().utf8()) })
    }

    override fun equals(other: Any?): Boolean = other is Accompaniment && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** No state, no provider and no word of the family's: it could come to stand in a log. */
    override fun toString(): String = "Accompaniment(id=$id, goals=${goals.size})"

    public companion object {
        /**
         * Proposes it to the family.
         *
         * @throws JournalException for what no document of an accompaniment holds
         */
        @JvmStatic
        @JvmName("propose")
        public fun propose(id: AccompanimentId, provider: Party, about: List<About>, on: LocalDate): Accompaniment =
            fromJson(
                buildJsonObject {
                    put("schema", JsonPrimitive(1))
                    put("id", JsonPrimitive(id.value))
                    put("provider", JsonPrimitive(provider.value))
                    put("about", JsonArray(about.map { JsonPrimitive(it.value) }))
                    put("state", JsonPrimitive(AccompanimentState.PROPOSED.word))
                    put("since", JsonPrimitive(on.toString()))
                }.toString(),
            )

        /**
         * Reads an accompaniment as [toJson] writes it.
         *
         * @throws JournalException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: String): Accompaniment = accompaniment(calling { accompanimentJson(text.utf8()) })

        /**
         * Reads an accompaniment from its bytes; see above.
         *
         * @throws JournalException with every problem found, by path
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Accompaniment = accompaniment(calling { accompanimentJson(text) })
    }
}

/**
 * What a family wants to reach, in its own words.
 *
 * @property words the family's words
 * @property state where it stands, in the family's eyes
 * @property since since when
 */
public class Goal internal constructor(
    public val words: String,
    public val state: GoalState,
    public val since: LocalDate,
) {
    private val parts get() = listOf(words, state, since)

    override fun equals(other: Any?): Boolean = other is Goal && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    /** No word of the family's, and not where it stands: it could come to stand in a log. */
    override fun toString(): String = "Goal"
}

/** Reads an accompaniment that the core has written. */
internal fun accompaniment(json: String): Accompaniment = reading {
    val told = tree(json).jsonObject
    val goals = told.table("goals") { goal ->
        val own = goal.jsonObject
        Goal(own.text("words"), wordOf(own.text("state")), own.date("since"))
    }
    Accompaniment(
        json = json,
        id = AccompanimentId(told.text("id")),
        provider = Party(told.text("provider")),
        about = told.list("about") { About(it.text()) },
        state = wordOf(told.text("state")),
        since = told.date("since"),
        reason = told.textOrNull("reason")?.let { wordOf<ReferralReason>(it) },
        until = told.dateOrNull("until"),
        goals = goals.mapKeys { GoalId(it.key) }.frozen(),
        referrals = told.list("referrals") { ReferralId(it.text()) },
    )
}
