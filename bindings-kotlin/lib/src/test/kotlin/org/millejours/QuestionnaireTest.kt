package org.millejours

import java.io.File
import java.math.BigDecimal
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class QuestionnaireTest {
    private val day = LocalDate.of(2026, 6, 1)
    private val maison = Programme.load(File("../../examples/maison-1000-jours/programme.toml"))

    /** Answers as a phone would: by the type of the next question alone. */
    private fun step(asked: Questionnaire, declines: Boolean): Questionnaire =
        when (val type = asked.nextType) {
            null -> throw AssertionError("no question is left")
            AnswerType.Bool -> if (declines) asked.decline() else asked.answer(true)
            is AnswerType.Whole -> asked.answer(type.most ?: 1L)
            is AnswerType.Decimal -> asked.answer(type.least ?: BigDecimal.ONE)
            is AnswerType.Money -> asked.answer(type.least ?: BigDecimal.ONE)
            is AnswerType.Date -> asked.answer(type.first ?: day)
            AnswerType.PartialDate -> asked.answer(PartialDate.of(2026, 2))
            AnswerType.Code -> asked.answer("FR-00103")
            AnswerType.Codes -> asked.answer(Answer.codes(listOf("fr")))
            is AnswerType.Enum -> asked.answer(type.values.last())
            is AnswerType.Observation -> asked.decline()
            AnswerType.Complete -> asked.answer(Answer.complete())
        }

    private fun untilSettled(declines: Boolean): List<Questionnaire> {
        val start = Questionnaire(maison, family("f-1") { child("c1") }, day)
        return generateSequence(start) { if (it.isSettled) null else step(it, declines) }.take(200).toList()
    }

    @Test
    fun `a family is asked until nothing more is worth asking`() {
        for (declines in listOf(false, true)) {
            val steps = untilSettled(declines)
            assertTrue(steps.size > 3, steps.toString())
            assertTrue(steps.last().isSettled)
            // Each question is asked once, and each step is what the core says of that family.
            val facts = steps.mapNotNull { it.next?.fact }
            assertEquals(facts.distinct(), facts)
            for (step in steps) assertEquals(maison.assessJson(step.family.toJson(), day), step.assessment.json)
            // The one before is as it was.
            assertEquals("""{"schema":1,"id":"f-1","children":[{"id":"c1"}]}""", steps.first().family.toJson())
        }
    }

    @Test
    fun `any fact may be answered, and what does not fit is refused`() {
        val start = Questionnaire(maison, family { child("c1") }, day)
        val other = start.questions.last().fact
        assertTrue(start.decline(other).questions.none { it.fact == other })
        assertTrue(other in start.decline(other).family.declined)
        val born = FactName("child[c1].born")
        val told = start.answer(born, Answer.of(LocalDate.of(2026, 2, 11)))
        assertEquals(PartialDate.of(2026, 2, 11), told.family.children.single().born)
        val refused = assertThrows<FamilyException> { start.answer(born, Answer.of("soon")) }
        assertEquals("date.invalid", refused.code)
        assertEquals("reference.unknown", assertThrows<FamilyException> { start.decline(FactName("child[c9].born")) }.code)
        assertNull(maison.answerType(FactName("child[c1].age_months")))
    }

    @Test
    fun `an answer may be typed, and says the same`() {
        val start = Questionnaire(maison, family { child("c1") { born(2026, 2, 11) } }, day)
        val need = start.questions.first { maison.answerType(it.fact) == AnswerType.Enum(Intensity.entries.map { one -> one.word }) }
        val asked = generateSequence(start) { if (it.next == need) null else it.decline() }.last()
        val told = asked.answer(Intensity.LIGHT)
        assertEquals(asked.answer("light"), told)
        assertEquals(asked.answer("light").hashCode(), told.hashCode())
        assertEquals(told, asked.answer(FactValue.of("light")))
        assertNotEquals(told, asked.answer(Intensity.STRONG))
        val here = FactName("adult[a1].lives_here")
        val home = Programme.fromToml(PROGRAMME.replace("family.territory == \"FR-69381\"", "family.carers >= 1"))
        val lives = Questionnaire(home, family { adult("a1"); complete(adults = true) }, day)
        assertEquals(here, lives.next?.fact)
        assertEquals(LivesHere.SHARED, lives.answer(LivesHere.SHARED).family.adults.single().livesHere)
    }

    @Test
    fun `where no question is left, there is none to answer`() {
        val end = Questionnaire(Programme.fromToml(PROGRAMME), family { territory("FR-69381") }, day)
        assertTrue(end.isSettled)
        assertNull(end.next)
        assertNull(end.nextType)
        assertThrows<IllegalStateException> { end.answer(true) }
        assertThrows<IllegalStateException> { end.decline() }
    }

    @Test
    fun `an observation is told by a named professional`() {
        val observed = maison.offers.flatMap { it.domains }.first().let { FactName("family.observed.$it") }
        assertTrue(maison.answerType(observed) is AnswerType.Observation)
        val nobody = Answer.of(Intensity.LIGHT)
        assertEquals("answer.voice", assertThrows<FamilyException> { maison.answer(family { }, observed, nobody) }.code)
        val need = maison.answer(family { }, observed, nobody.voice("midwife")).needs.single()
        assertEquals("midwife" to Intensity.LIGHT, need.voice to need.intensity)
    }
}
