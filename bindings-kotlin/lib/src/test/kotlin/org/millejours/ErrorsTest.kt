package org.millejours

import com.fasterxml.jackson.databind.ObjectMapper
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.io.ObjectStreamClass
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

class ErrorsTest {
    private val json = ObjectMapper()

    private fun refusal(text: String = SLIP): ProgrammeException = assertThrows { Programme.fromToml(text) }

    @Test
    fun `a slip is placed and helped`() {
        val problem = refusal().problems.single { it.code == "document.unknown_key" }
        assertEquals(2, problem.line)
        assertEquals(1, problem.column)
        assertEquals("idd", problem.path)
        assertEquals("did you mean `id`?", problem.help)
    }

    @Test
    fun `all problems come at once`() {
        val refused = refusal()
        assertEquals(refused.problems.first().code, refused.code)
        assertTrue(refused.problems.size > 1)
        assertTrue(refused.problems.all { it.message in refused.message })
    }

    @Test
    fun `problems come in the order of their places`() {
        val places = refusal("id = 'no id'\nschema = 1\nidd = 'x'").problems.map { it.line to it.column }
        assertEquals(listOf(1 to 1, 1 to 1, 1 to 1, 1 to 6, 3 to 1), places)
    }

    @Test
    fun `a vocabulary that was not handed over is a programme error`() {
        val problem = refusal(NAMING).problems.single { it.code == "reference.unknown" }
        assertEquals("vocabularies[0]", problem.path)
        assertEquals(1, problem.line)
        val near = Vocabulary.fromToml(VOCABULARY.replace("\"household\"", "\"houshold\""))
        val helped = assertThrows<ProgrammeException> { Programme.fromToml(NAMING, vocabularies = listOf(near)) }
        assertTrue("did you mean `houshold`?" in helped.message)
    }

    @Test
    fun `text and JSON are those of the core`() {
        val refused = refusal()
        assertTrue(refused.message.startsWith("the programme cannot be used\n"))
        val document = json.readTree(refused.toJson())
        assertEquals("programme", document["error"].asText())
        assertEquals(refused.problems.map { it.code }, document["problems"].map { it["code"].asText() })
    }

    @Test
    fun `every refusal is an illegal argument`() {
        val refused: IllegalArgumentException = assertThrows<DateException> {
            Programme.fromToml(PROGRAMME).assessJson(FAMILY, "2026-02-30")
        }
        assertTrue(refused is MillejoursException)
        assertTrue(refused.toString().startsWith("org.millejours.DateException: the date cannot be used"))
        assertNull(refused.cause)
    }

    @Test
    fun `each argument has its own exception`() {
        val programme = Programme.fromToml(PROGRAMME)
        assertThrows<ProgrammeException> { Programme.fromJson("{}") }
        assertThrows<FamilyException> { programme.assessJson("""{"schema": 1, "idd": "f"}""", "2026-06-01") }
        assertEquals(
            "date.outside_validity",
            assertThrows<DateException> { programme.assessJson(FAMILY, LocalDate.of(2025, 12, 31)) }.code,
        )
        assertThrows<HistoryException> { ProgrammeHistory(listOf(programme, programme)) }
        assertThrows<ConditionException> { formatCondition("family.carers ==") }
        assertEquals("words.language", assertThrows<DictionaryException> { Dictionary.shipped("rm") }.code)
        assertEquals("document.schema", assertThrows<VocabularyException> { Vocabulary.fromJson("""{"schema": 2}""") }.code)
    }

    @Test
    fun `a text that is no date is a date error`() {
        val programme = Programme.fromToml(PROGRAMME)
        for (on in listOf("2026-02-30", "01/06/2026", "", "2026-06-01T00:00:00", "\uD800", "2026-06-01\u0000")) {
            val refused = assertThrows<DateException>(on) { programme.assessJson(FAMILY, on) }
            assertEquals("date.invalid", refused.code)
            assertEquals("on", refused.problems.single().path)
        }
        for (on in listOf(LocalDate.MIN, LocalDate.MAX)) {
            assertThrows<DateException> { programme.assessJson(FAMILY, on) }
        }
    }

    @Test
    fun `lone surrogates are refused as bytes that are no UTF-8`() {
        assertEquals("document.encoding", refusal(PROGRAMME + "# \uD800").code)
        val refused = assertThrows<FamilyException> {
            Programme.fromToml(PROGRAMME).assessJson("{\"id\": \"\uDFFF\"}", "2026-06-01")
        }
        assertEquals("document.encoding", refused.code)
        assertEquals("document.encoding", assertThrows<ConditionException> { formatCondition("\uD800") }.code)
        assertEquals("document.encoding", assertThrows<VocabularyException> { Vocabulary.fromToml("id = '\uDFFF'") }.code)
    }

    @Test
    fun `text becomes UTF-8, and only lone surrogates do not`() {
        assertArrayEquals("aé€𝄞".toByteArray(), "aé€𝄞".utf8())
        val bytes = byteArrayOf(0xED.toByte(), 0xA0.toByte(), 0x80.toByte())
        assertArrayEquals("é".toByteArray() + bytes + "𝄞".toByteArray(), "é\uD800𝄞".utf8())
    }

    @Test
    fun `a file that cannot be read is an IO exception`(@TempDir folder: Path) {
        assertThrows<NoSuchFileException> { Programme.load(folder.resolve("absent.toml")) }
        assertThrows<NoSuchFileException> { Vocabulary.load(folder.resolve("absent.toml")) }
    }

    @Test
    fun `a refusal survives serialisation`() {
        val refused = refusal()
        val bytes = ByteArrayOutputStream().also { ObjectOutputStream(it).writeObject(refused) }.toByteArray()
        val restored = ObjectInputStream(ByteArrayInputStream(bytes)).readObject() as ProgrammeException
        assertEquals(refused.message, restored.message)
        assertEquals(refused.problems, restored.problems)
        assertEquals(refused.toJson(), restored.toJson())
        for (type in MillejoursException::class.java.permittedSubclasses.toList() + MillejoursException::class.java) {
            assertEquals(1L, ObjectStreamClass.lookup(type).serialVersionUID, type.name)
            assertTrue(type.declaredFields.any { it.name == "serialVersionUID" }, type.name)
        }
        assertThrows<UnsupportedOperationException> { (refused.problems as MutableList<*>).clear() }
    }

    @Test
    fun `a refusal can be matched without an else`() {
        val refused: MillejoursException = refusal()
        val kind = when (refused) {
            is ProgrammeException -> "programme"
            is VocabularyException -> "vocabulary"
            is FamilyException -> "family"
            is DateException -> "date"
            is HistoryException -> "history"
            is ConditionException -> "condition"
            is DictionaryException -> "dictionary"
            is AssessmentException -> "assessment"
            is ScheduleException -> "schedule"
            is ConsentException -> "consent"
            is JournalException -> "journal"
            is LawsException -> "laws"
            is ColumnsException -> "columns"
            is FeatureException -> "feature"
            is OtherException -> "other"
        }
        assertEquals(json.readTree(refused.toJson())["error"].asText(), kind)
    }
}
