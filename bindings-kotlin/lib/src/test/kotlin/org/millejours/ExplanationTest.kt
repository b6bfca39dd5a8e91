package org.millejours

import java.io.File
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import readme.VISIT

class ExplanationTest {
    private val day = LocalDate.of(2026, 6, 1)

    @Test
    fun `every family is told in every language, and nothing is lost`() {
        var told = 0
        for (folder in File("../../examples").listFiles { file -> File(file, "programme.toml").exists() }!!) {
            val programme = Programme.load(File(folder, "programme.toml"))
            val history = ProgrammeHistory(listOf(programme))
            for (tag in listOf("fr", "de", "it", "en")) {
                val dictionary = Dictionary.shipped(tag)
                for (file in File(folder, "families").listFiles { file -> file.extension == "json" }!!) {
                    val family = Family.fromJson(file.readText())
                    for (audience in Audience.entries) {
                        val words = programme.explain(family, day, dictionary, audience)
                        assertEquals(words.json, words.rewritten())
                        assertEquals(words.json, programme.explainJson(file.readBytes(), day, dictionary, audience))
                        assertEquals(words, history.explain(family, day, dictionary, audience))
                        assertEquals(tag to audience, words.language to words.audience)
                        val answers = programme.assess(family, day).offers
                        assertEquals(answers.map { it.offer to it.decision.word }, words.offers.map { it.offer to it.decision })
                        assertTrue(words.text !in words.toString() && words.response !in words.toString())
                        told += 1
                    }
                }
            }
        }
        assertTrue(told > 0)
    }

    @Test
    fun `a language says its direction`() {
        assertEquals(Direction.LEFT_TO_RIGHT, Dictionary.shipped("fr").direction)
        val words = Programme.fromToml(VISIT).explain(family { }, day, Dictionary.shipped("fr"), Audience.FAMILY)
        assertEquals(Direction.LEFT_TO_RIGHT, words.direction)
        assertEquals(listOf("ltr", "rtl"), Direction.entries.map { it.word })
    }
}
