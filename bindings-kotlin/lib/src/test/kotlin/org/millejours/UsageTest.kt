package org.millejours

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Path
import java.time.LocalDate
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.io.path.writeText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
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
