package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Objects

/**
 * A programme's questions to one family on one day, asked one by one: what a phone shows, a screen for each question.
 *
 * It never changes: each answer gives a new one, so that going back is keeping the one before. What was answered or declined
 * in it is not asked again, also where the answer left something open (a month of birth, a list of strengths). It ends, for
 * there are only so many facts.
 *
 * ```kotlin
 * val start = Questionnaire(programme, family { child("c1") }, on = LocalDate.of(2026, 6, 1))
 * check(start.next?.fact == FactName("child[c1].born"))
 *
 * val told = start.answer(PartialDate.of(2026, 2))
 * check(told.isSettled && told.assessment.offers[0].decision == Decision.Eligible)
 *
 * // A family that would rather not say: nothing is refused for it, the answer stays open.
 * val declined = start.decline()
 * check(declined.isSettled && declined.assessment.offers[0].decision == Decision.Undetermined)
 *
 * // What does not fit is refused, and the question stands.
 * val refused = runCatching { start.answer("last spring") }.exceptionOrNull() as FamilyException
 * check(refused.problems.single().path == "answer")
 * ```
 *
 * Each step costs an assessment of the whole programme, as [Programme.assess]: on a phone, not on the main thread.
 *
 * Immutable; may be shared between threads. Two are equal where they ask the same of the same, of one [Programme] object.
 *
 * @property programme the programme that asks
 * @property family the family as told so far
 * @property on the day asked about
 * @property assessment what the programme says with what is known so far
 */
public class Questionnaire private constructor(
    public val programme: Programme,
    public val family: Family,
    public val on: LocalDate,
    private val told: Set<FactName>,
) {
    /**
     * Begins with what the family has told so far.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public constructor(programme: Programme, family: Family, on: LocalDate) : this(programme, family, on, emptySet())

    public val assessment: Assessment = programme.assess(family, on)

    /** Every question not asked yet, the most useful first. */
    public val questions: List<Question> = assessment.questions.filter { it.fact !in told }.frozen()

    /** The question most worth asking now; `null` where there is none left. */
    public val next: Question? get() = questions.firstOrNull()

    /** Is no question left? */
    public val isSettled: Boolean get() = questions.isEmpty()

    /** What an answer to [next] may be; `null` where no question is left. */
    public val nextType: AnswerType? by lazy(LazyThreadSafetyMode.PUBLICATION) { next?.let { programme.answerType(it.fact) } }

    /**
     * The questionnaire after an answer to [next].
     *
     * @throws FamilyException where the answer does not fit; the questionnaire itself is as it was
     * @throws IllegalStateException where no question is left
     */
    public fun answer(answer: Answer): Questionnaire = answer(asked(), answer)

    /**
     * The questionnaire after an answer to any fact, by its full name: a question skipped, or one answered before.
     *
     * @throws FamilyException where the answer does not fit; the questionnaire itself is as it was
     */
    @JvmName("answer")
    public fun answer(fact: FactName, answer: Answer): Questionnaire = after(fact, programme.answer(family, fact, answer))

    /** Answers [next] with true or false; see [answer]. */
    public fun answer(value: Boolean): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with a whole number; see [answer]. */
    public fun answer(value: Int): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with a whole number; see [answer]. */
    public fun answer(value: Long): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with a number with places; see [answer]. */
    public fun answer(value: BigDecimal): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with a code, or a value of an enum; see [answer]. */
    public fun answer(value: String): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with a day; see [answer]. */
    public fun answer(value: LocalDate): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with a day, as far as it is known; see [answer]. */
    public fun answer(value: PartialDate): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with how strong a need is; see [answer]. */
    public fun answer(value: Intensity): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with how much an adult lives here; see [answer]. */
    public fun answer(value: LivesHere): Questionnaire = answer(Answer.of(value))

    /** Answers [next] with a value; see [answer]. */
    public fun answer(value: FactValue): Questionnaire = answer(Answer.of(value))

    /**
     * The questionnaire after the family would rather not say [next].
     *
     * @throws IllegalStateException where no question is left
     */
    public fun decline(): Questionnaire = decline(asked())

    /**
     * The questionnaire after the family would rather not say a fact, by its full name.
     *
     * @throws FamilyException for a fact or a member that nobody knows
     */
    @JvmName("decline")
    public fun decline(fact: FactName): Questionnaire = after(fact, programme.decline(family, fact))

    private fun asked(): FactName = next?.fact ?: throw IllegalStateException("no question is left")

    private fun after(fact: FactName, family: Family) = Questionnaire(programme, family, on, told + fact)

    override fun equals(other: Any?): Boolean =
        other is Questionnaire && programme == other.programme && family == other.family && on == other.on && told == other.told

    override fun hashCode(): Int = Objects.hash(programme, family, on, told)

    /** Nothing of what was told: it could come to stand in a log. */
    override fun toString(): String = "Questionnaire(on=$on, questions=${questions.size})"
}
