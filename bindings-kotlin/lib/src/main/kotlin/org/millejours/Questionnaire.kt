package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Objects
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.millejours.internal.RawProgramme
import org.millejours.internal.RawQuestionnaire

/**
 * A programme's questions to one family on one day, asked one by one: what a phone shows, a screen for each question.
 *
 * It never changes: each answer gives a new one, so that going back is keeping the one before. What was answered, declined
 * or skipped in it is not asked again, also where the answer left something open (a month of birth, a list of strengths). It
 * ends, for there are only so many facts. A family is not asked for what a professional alone can tell.
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
 *
 * // A phone may end the app at any time: what was saved goes on where it was.
 * check(Questionnaire.fromJson(programme, told.toJson()) == told)
 * ```
 *
 * Each step costs an assessment of the whole programme, as [Programme.assess]: on a phone, not on the main thread.
 *
 * Immutable; may be shared between threads. Two are equal where they ask the same of the same, of one [Programme] object.
 *
 * @property programme the programme that asks
 * @property on the day asked about
 * @property audience who is asked
 * @property family the family as told so far
 * @property assessment what the programme says with what is known so far
 */
public class Questionnaire private constructor(public val programme: Programme, private val state: RawQuestionnaire) {
    /**
     * Begins with what the family has told so far, and with who is asked.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    @JvmOverloads
    public constructor(programme: Programme, family: Family, on: LocalDate, audience: Audience = Audience.FAMILY) :
        this(programme, calling { programme.native().questionnaire(family.toJson().utf8(), on.utf8(), audience.native()) })

    private val saved = reading { tree(state.saved).jsonObject }
    public val on: LocalDate = saved.date("on")
    public val audience: Audience = wordOf(saved.text("audience"))
    public val family: Family = Family.written(saved.getValue("family").toString())
    public val assessment: Assessment = assessment(state.assessment)

    /** Every question not asked yet that is for this audience, the most useful first. */
    public val questions: List<Question> = reading { tree(state.questions).jsonArray.map { question(it.jsonObject) }.frozen() }

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
    public fun answer(fact: FactName, answer: Answer): Questionnaire =
        after { questionnaireAnswer(it, fact.value.utf8(), answer.toJson().utf8()) }

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
    public fun decline(fact: FactName): Questionnaire = after { questionnaireDecline(it, fact.value.utf8()) }

    /**
     * The questionnaire without [next], for now: the family is as it was, and another day is asked again.
     *
     * @throws IllegalStateException where no question is left
     */
    public fun skip(): Questionnaire = skip(asked())

    /**
     * The questionnaire without a question, by the fact's full name, for now.
     *
     * @throws FamilyException for a fact or a member that nobody knows
     */
    @JvmName("skip")
    public fun skip(fact: FactName): Questionnaire = after { questionnaireSkip(it, fact.value.utf8()) }

    /**
     * The questionnaire with another [family], such as this one with a member added; what was asked is not asked again.
     *
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public fun with(family: Family): Questionnaire = after { questionnaireWithFamily(it, family.toJson().utf8()) }

    /**
     * The questionnaire with its family edited, by a member added for instance; what was asked is not asked again.
     *
     * @throws FamilyException with everything that is then wrong with the family
     */
    @JvmSynthetic
    public fun edit(change: FamilyBuilder.() -> Unit): Questionnaire = with(family.edit(change))

    /** [next] in the words of a [dictionary], with what its few answers are called; `null` where no question is left. */
    public fun ask(dictionary: Dictionary): AskedQuestion? =
        calling { programme.native().questionnaireAsk(state.saved.utf8(), dictionary.native()) }?.let { askedQuestion(it) }

    /** The whole state as JSON, for storing: it fits an Android `Bundle`, and holds what the family told. */
    public fun toJson(): String = state.saved

    private fun asked(): FactName = next?.fact ?: throw IllegalStateException("no question is left")

    private inline fun after(step: RawProgramme.(ByteArray) -> RawQuestionnaire) =
        Questionnaire(programme, calling { programme.native().step(state.saved.utf8()) })

    override fun equals(other: Any?): Boolean =
        other is Questionnaire && programme == other.programme && state.saved == other.state.saved

    override fun hashCode(): Int = Objects.hash(programme, state.saved)

    /** Nothing of what was told: it could come to stand in a log. */
    override fun toString(): String = "Questionnaire(on=$on, questions=${questions.size})"

    public companion object {
        /**
         * Goes on where a questionnaire was saved: what [toJson] gave.
         *
         * @throws DateException where its day lies outside the programme's validity
         * @throws FamilyException with everything that is wrong with what was saved, or does not fit the programme
         */
        @JvmStatic
        public fun fromJson(programme: Programme, text: String): Questionnaire =
            Questionnaire(programme, calling { programme.native().questionnaireResume(text.utf8()) })
    }
}

/**
 * A question in words, and what an answer to it may be; [Questionnaire.ask] gives it.
 *
 * @property sentence how to ask for it
 * @property sentenceLanguage the sentence's language, where it is not the dictionary's
 * @property whom whom it is about, where it is about a member
 * @property type what an answer may be
 * @property choices what the answers are called, where there are few: of true and false, of an enum
 */
public class AskedQuestion internal constructor(
    /** The fact. */
    @get:JvmName("getFact") public val fact: FactName,
    public val sentence: String,
    public val sentenceLanguage: String?,
    public val whom: String?,
    public val type: AnswerType,
    public val choices: List<Choice>,
) {
    private val parts get() = listOf(fact, sentence, sentenceLanguage, whom, type, choices)

    override fun equals(other: Any?): Boolean = other is AskedQuestion && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "AskedQuestion(fact=$fact)"
}

/**
 * One of a few answers, as [Questionnaire.answer] takes it.
 *
 * @property value the answer itself
 * @property label what it is called
 * @property labelLanguage the label's language, where it is not the dictionary's
 */
public class Choice internal constructor(
    public val value: FactValue,
    public val label: String,
    public val labelLanguage: String?,
) {
    override fun equals(other: Any?): Boolean =
        other is Choice && value == other.value && label == other.label && labelLanguage == other.labelLanguage

    override fun hashCode(): Int = Objects.hash(value, label, labelLanguage)

    override fun toString(): String = "Choice"
}

private fun askedQuestion(json: String): AskedQuestion = reading {
    val asked = tree(json).jsonObject
    AskedQuestion(
        fact = FactName(asked.text("fact")),
        sentence = asked.text("sentence"),
        sentenceLanguage = asked.textOrNull("sentence_language"),
        whom = asked.textOrNull("whom"),
        type = answerType(asked.getValue("answer").toString()),
        choices = asked.objects("choices") {
            Choice(factValue(it.getValue("value")), it.text("label"), it.textOrNull("label_language"))
        },
    )
}
