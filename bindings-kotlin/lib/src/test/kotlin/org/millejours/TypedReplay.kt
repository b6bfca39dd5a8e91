package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse

/**
 * Plays what the vectors play once more through the typed face, and sees that nothing is lost on the way. Of a programme the
 * typed face has no `dose` of an offer, and it is left out of what is compared; the dose of an answer it has.
 */
internal object TypedReplay {
    /** What was met, to see afterwards that the vectors show it all. */
    val decisions: MutableSet<String> = sortedSetOf()
    val words: MutableSet<Enum<*>> = LinkedHashSet()
    val types: MutableSet<String> = sortedSetOf()
    var families: Int = 0
    var answers: Int = 0
    var programmes: Int = 0
    var refusals: Int = 0
    val statuses: MutableSet<ScheduleStatus> = LinkedHashSet()
    var calendars: Int = 0
    val verdicts: MutableSet<String> = LinkedHashSet()

    /** A family that was answered. */
    fun answered(programme: Programme, family: ByteArray, on: String, answer: String) {
        val typed = Family.fromJson(family)
        assertEquals(typed.toJson(), typed.rewritten())
        assertEquals(typed, Family.fromJson(typed.toJson()))
        assertEquals(typed, typed.edit { })
        assertEquals(typed.hashCode(), typed.edit { }.hashCode())
        val again = Family.fromJson(typed.toJson())
        assertEquals(listOf(typed.adults, typed.children, typed.pregnancies), listOf(again.adults, again.children, again.pregnancies))
        assertEquals(listOf(typed.relations, typed.needs, typed.resources), listOf(again.relations, again.needs, again.resources))
        val assessment = programme.assess(typed, LocalDate.parse(on))
        assertEquals(answer, assessment.json)
        assertEquals(answer, assessment.rewritten())
        assertEquals(assessment.offers, programme.assess(again, LocalDate.parse(on)).offers)
        families += 1
        words += assessment.response
        words += assessment.questions.map { it.category }
        for (offer in assessment.offers) {
            decisions += offer.decision.word
            assertEquals(offer.decision.word in setOf("not_eligible", "not_yet", "no_longer"), offer.decision.isNo)
            (offer.decision as? Decision.NotYet)?.let { words += it.then }
            words += offer.reasons.map { it.truth }
        }
    }

    /** A fact that was told, or declined. */
    fun told(programme: Programme, family: ByteArray, fact: String, answer: String?, came: String) {
        val typed = Family.fromJson(family)
        val name = FactName(fact)
        val told = if (answer == null) programme.decline(typed, name) else programme.answer(typed, name, typed(answer))
        assertEquals(came, told.toJson())
        assertEquals(came, told.rewritten())
        answers += 1
    }

    private fun typed(answer: String): Answer {
        val element = tree(answer)
        val whole = element as? JsonObject
        val value = whole?.getValue("value") ?: element
        val bare = if (value is JsonArray) Answer.codes(value.map { it.text() }) else Answer.of(factValue(value))
        val voiced = whole?.textOrNull("voice")?.let { bare.voice(it) } ?: bare
        return whole?.textOrNull("as_of")?.let { voiced.asOf(LocalDate.parse(it)) } ?: voiced
    }

    /** What an answer may be. */
    fun asked(programme: Programme, fact: String, came: String) {
        val type = programme.answerType(FactName(fact))
        assertEquals(came, type?.rewritten() ?: "null")
        if (type != null) types += type.javaClass.simpleName
    }

    /** A stored assessment that was read. */
    fun stored(text: String, came: String) {
        val assessment = Assessment.fromJson(text)
        assertEquals(came, assessment.json)
        assertEquals(came, assessment.rewritten())
        assertEquals(assessment, Assessment.fromJson(text.utf8()))
    }

    /** The laws of a programme. */
    fun proved(laws: Laws, came: String) {
        assertEquals(came, laws.json)
        assertEquals(came, laws.rewritten())
        verdicts += laws.laws.map { it.verdict.word }
        for (finding in laws.laws) {
            assertEquals(finding, laws.of(finding.law))
            assertEquals(finding.verdict is Verdict.Broken, finding.breaks.isNotEmpty())
        }
    }

    /** The lints of a programme. */
    fun looked(lints: Lints, came: String) {
        assertEquals(came, lints.json)
        assertEquals(came, lints.rewritten())
        assertEquals(lints.lints, LintKind.entries.flatMap { lints.of(it) }.sortedBy { lints.lints.indexOf(it) })
    }

    /** The difference of two programmes. */
    fun compared(found: Differences, came: String) {
        assertEquals(came, found.json)
        assertEquals(came, found.rewritten())
        val told = tree(came).jsonObject
        val empty = listOf("differences", "changed", "reached", "narrowed", "undecided").all { told[it]?.jsonArray.isNullOrEmpty() }
        assertEquals(empty, found.isEmpty)
    }

    /** A schedule of a programme or a history. */
    fun scheduled(programme: Programme?, history: ProgrammeHistory?, family: ByteArray, on: String, came: String) {
        val (typed, day) = Family.fromJson(family) to LocalDate.parse(on)
        val schedule = programme?.schedule(typed, day) ?: history!!.schedule(typed, day)
        assertEquals(came, schedule.json)
        assertEquals(came, schedule.rewritten())
        assertEquals(schedule.entries, Schedule.fromJson(came.utf8()).entries)
        statuses += schedule.entries.map { it.status }
    }

    /** A schedule in words. */
    fun told(
        programme: Programme?, history: ProgrammeHistory?, family: ByteArray, on: String, words: Dictionary, audience: Audience,
        came: String,
    ) {
        val (typed, day) = Family.fromJson(family) to LocalDate.parse(on)
        val told = programme?.schedule(typed, day)?.toText(programme, typed, words, audience)
            ?: history!!.scheduleText(history.schedule(typed, day), typed, words, audience)
        assertEquals(came, told)
    }

    /** A schedule as a calendar. */
    fun calendar(
        programme: Programme?, history: ProgrammeHistory?, family: ByteArray, on: String, words: Dictionary, options: String,
        came: String,
    ) {
        val (typed, day) = Family.fromJson(family) to LocalDate.parse(on)
        val schedule = programme?.schedule(typed, day) ?: history!!.schedule(typed, day)
        val told = tree(options).jsonObject
        // The version in force first, then all.
        val titles = programme?.let { listOf(it) } ?: (listOf(history!!.on(day)) + history.versions)
        val own = CalendarOptions(
            told.text("namespace"), told.wholeOrNull("reminder_days"), told.holds("windows"),
            if (told.holds("describe")) titles else emptyList(),
        )
        assertEquals(came, schedule.toICalendar(words, own))
        calendars += 1
    }

    /** A stored schedule that was read. */
    fun storedSchedule(text: String, came: String) {
        val schedule = Schedule.fromJson(text)
        assertEquals(came, schedule.json)
        assertEquals(came, schedule.rewritten())
        assertEquals(schedule, Schedule.fromJson(text.utf8()))
    }

    /** A programme that was read. */
    fun read(programme: Programme) {
        val document = tree(programme.toJson()).jsonObject
        val offers = JsonArray(document.getValue("offers").jsonArray.map { JsonObject(it.jsonObject - "dose") })
        val typed = programme.rewritten()
        for (key in listOf("source", "language", "valid", "title", "target", "providers")) {
            assertEquals(document[key].toString(), typed[key].toString(), key)
        }
        assertEquals(offers.toString(), typed.getValue("offers").toString())
        val facts = programme.rewrittenFacts()
        val own = document["facts"]?.jsonObject.orEmpty()
        for ((subject, named) in own) {
            for ((name, fact) in named.jsonObject) {
                assertEquals(fact.toString(), facts.getValue(subject).jsonObject.getValue(name).toString())
            }
        }
        programmes += 1
    }

    /** A family's names that the programme does not know. */
    fun unread(programme: Programme, family: ByteArray, came: String) {
        val unread = programme.unread(Family.fromJson(family))
        assertEquals(came, JsonArray(unread.map { it.rewritten() }).toString())
        for (problem in unread) assertEquals(problem.retold(), problem.toString())
    }

    /** What was refused. */
    fun refused(refusal: MillejoursException) {
        assertEquals(refusal.toJson(), refusal.rewritten())
        assertFalse(refusal.problems.isEmpty())
        for (problem in refusal.problems) assertEquals(problem.retold(), problem.toString())
        val listed = refusal.problems.joinToString("") { "\n$it" }
        assertEquals(listed, refusal.message.dropWhile { it != '\n' })
        refusals += 1
    }
}
