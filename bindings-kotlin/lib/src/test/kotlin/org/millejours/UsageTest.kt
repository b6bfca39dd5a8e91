package org.millejours

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Path
import java.time.LocalDate
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.io.path.writeText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

class UsageTest {
    private val programme = Programme.fromToml(PROGRAMME)
    private val day = LocalDate.of(2026, 6, 1)
    private val json = ObjectMapper()

    @Test
    fun `a programme answers for a family`() {
        val answer = json.readTree(programme.assessJson(FAMILY, day))
        assertEquals("maison", answer["programme"].asText())
        assertEquals("2026-06-01", answer["on"].asText())
        assertEquals("eligible", answer["offers"][0]["decision"].asText())
    }

    @Test
    fun `a programme tells its id and version`() {
        assertEquals("maison", programme.id)
        assertEquals("2026.1", programme.version)
        assertEquals("Programme(id=maison, version=2026.1)", programme.toString())
    }

    @Test
    fun `text and bytes, date and text mean the same`() {
        val answer = programme.assessJson(FAMILY, day)
        assertEquals(answer, programme.assessJson(FAMILY, "2026-06-01"))
        assertEquals(answer, programme.assessJson(FAMILY.toByteArray(), day))
        assertEquals(answer, programme.assessJson(FAMILY.toByteArray(), "2026-06-01"))
    }

    @Test
    fun `a programme is written and read again`() {
        assertEquals(programme.toJson(), Programme.fromJson(programme.toJson()).toJson())
        assertEquals(programme.toJson(), Programme.fromJson(programme.toJson().toByteArray()).toJson())
        assertEquals(programme.toToml(), Programme.fromToml(programme.toToml()).toToml())
        assertEquals(programme.toToml(), Programme.fromToml(programme.toToml().toByteArray()).toToml())
    }

    @Test
    fun `what a programme says is equal where it says the same`() {
        val vocabularies = listOf(Vocabulary.fromToml(VOCABULARY))
        val (one, other) = List(2) { Programme.fromToml(NAMING, vocabularies) }
        assertEquals(one.offers to one.facts, other.offers to other.facts)
        assertEquals((one.offers to one.facts).hashCode(), (other.offers to other.facts).hashCode())
        assertEquals(one.providers to one.target, other.providers to other.target)
        val changed = Programme.fromToml(NAMING.replace("rooms < 2", "rooms < 3"), vocabularies)
        assertNotEquals(one.offers, changed.offers)
        val words = listOf(one, other).map { it.explain(Family.fromJson(FAMILY), day, Dictionary.shipped("en"), Audience.FAMILY) }
        assertEquals(words[0].offers to words[0].questions, words[1].offers to words[1].questions)
        assertEquals(one.answerType(FactName("family.rooms")), other.answerType(FactName("family.rooms")))
    }

    @Test
    fun `a programme is loaded from a file`(@TempDir folder: Path) {
        for (name in listOf("programme.toml", "programme.json", "programme.JSON", "programme")) {
            val path = folder.resolve(name)
            path.writeText(if (name.endsWith(".json", ignoreCase = true)) programme.toJson() else PROGRAMME)
            assertEquals(programme.toJson(), Programme.load(path).toJson(), name)
        }
    }

    @Test
    fun `warnings are a list and JSON`() {
        assertEquals(emptyList<Problem>(), programme.warnings)
        assertEquals("[]", programme.warningsJson())
    }

    @Test
    fun `a warning is a problem`() {
        val doubtful = Programme.fromToml(
            PROGRAMME.replace("when = [", """when = [ { id = "always", condition = "family.children >= 0" },"""),
        )
        val warning = doubtful.warnings.single()
        assertEquals("rule.always", warning.code)
        assertEquals("offers[0].when[0].condition", warning.path)
        assertEquals("rule.always", json.readTree(doubtful.warningsJson())[0]["code"].asText())
    }

    private fun history(): ProgrammeHistory {
        val first = PROGRAMME.replace("2026-01-01 }", "2026-01-01, until = 2026-06-30 }")
        val second = PROGRAMME.replace("2026.1", "2026.2").replace("2026-01-01 }", "2026-07-01 }")
        return ProgrammeHistory(listOf(second, first).map { Programme.fromToml(it) })
    }

    @Test
    fun `a history finds the version in force`() {
        assertEquals("2026.1", history().on("2026-06-30").version)
        assertEquals("2026.2", history().on(LocalDate.of(2026, 7, 1)).version)
    }

    @Test
    fun `a history lists its versions in the order of their days`() {
        val history = history()
        assertEquals(listOf("2026.1", "2026.2"), history.versions.map { it.version })
        assertEquals(history.versions[0].toJson(), history.on("2026-06-30").toJson())
        assertSame(history.versions[0], history.on("2026-06-30"))
        assertSame(history.versions[1], history.on(LocalDate.of(2026, 7, 1)))
        assertThrows<UnsupportedOperationException> { (history.versions as MutableList<*>).clear() }
        val own = Programme.fromToml(PROGRAMME)
        assertSame(own, ProgrammeHistory(listOf(own)).on("2026-06-30"))
        // Two editions of one name are told apart by what they say.
        val alike = listOf("2026-01-01, until = 2026-06-30 }", "2026-07-01 }").map { PROGRAMME.replace("2026-01-01 }", it) }
        val both = ProgrammeHistory(alike.map { Programme.fromToml(it) })
        assertSame(both.versions[1], both.on("2026-07-01"))
    }

    private val housed = FAMILY.replace("}", """, "facts": {"rooms": 1}}""")

    private fun decision(programme: Programme, family: String = housed): String =
        json.readTree(programme.assessJson(family, day))["offers"][0]["decision"].asText()

    @Test
    fun `a vocabulary tells its id and version`() {
        val vocabulary = Vocabulary.fromToml(VOCABULARY)
        assertEquals("household", vocabulary.id)
        assertEquals("2026", vocabulary.version)
        assertEquals("Vocabulary(id=household, version=2026)", vocabulary.toString())
    }

    @Test
    fun `a programme knows the facts of its vocabularies`() {
        val known = listOf(Vocabulary.fromToml(VOCABULARY.toByteArray()))
        val naming = Programme.fromToml(NAMING, vocabularies = known)
        assertEquals("eligible", decision(naming))
        assertEquals("undetermined", decision(naming, FAMILY))
        assertEquals("not_eligible", decision(naming, housed.replace("1}", "2}")))
        assertEquals("eligible", decision(Programme.fromToml(NAMING.toByteArray(), known)))
        assertEquals("eligible", decision(Programme.fromJson(naming.toJson(), known)))
        assertEquals("eligible", decision(Programme.fromJson(naming.toJson().toByteArray(), known)))
        assertEquals("eligible", decision(ProgrammeHistory(listOf(naming)).on(day)))
    }

    @Test
    fun `vocabularies are loaded from files`(@TempDir folder: Path) {
        val text =
            """{"schema": 1, "id": "household", "version": "2026",
                "facts": {"family": {"rooms": {"type": "int", "range": [0, 20], "category": "housing"}}}}"""
        val programme = folder.resolve("programme.toml").also { it.writeText(NAMING) }
        for ((name, document) in mapOf("vocabulary.toml" to VOCABULARY, "vocabulary.JSON" to text)) {
            val path = folder.resolve(name).also { it.writeText(document) }
            assertEquals("eligible", decision(Programme.load(programme, listOf(Vocabulary.load(path)))), name)
        }
        assertEquals("2026", Vocabulary.fromJson(text).version)
    }

    @Test
    fun `a history assesses by the version in force`() {
        for (on in listOf("2026-06-30", "2026-07-01")) {
            val answer = history().on(on).assessJson(FAMILY, on)
            assertEquals(answer, history().assessJson(FAMILY, on))
            assertEquals(answer, history().assessJson(FAMILY.toByteArray(), on))
            assertEquals(answer, history().assessJson(FAMILY, LocalDate.parse(on)))
            assertEquals(answer, history().assessJson(FAMILY.toByteArray(), LocalDate.parse(on)))
        }
    }

    @Test
    fun `a condition is formatted`() {
        val written = formatCondition("family.carers==1")
        assertEquals("family.carers == 1", written)
        assertEquals(written, formatCondition(written))
        assertEquals(written, formatCondition(written.toByteArray()))
    }

    @Test
    fun `one programme serves many threads`() {
        val alone = programme.assessJson(FAMILY, day)
        val pool = Executors.newFixedThreadPool(8)
        try {
            val answers = pool.invokeAll(List(400) { Callable { programme.assessJson(FAMILY, day) } })
            assertTrue(answers.all { it.get() == alone })
        } finally {
            pool.shutdownNow()
        }
    }
}
