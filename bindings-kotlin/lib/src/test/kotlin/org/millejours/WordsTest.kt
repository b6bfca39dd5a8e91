package org.millejours

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/**
 * Every word that the core reads has its case here: a word that is none is refused with the list of all that are.
 * Those that it only writes ([Response], [Truth], [Then], [Decision], [AnswerType]) are met in the vectors.
 */
class WordsTest {
    private fun family(document: String): String =
        assertThrows<FamilyException> { Family.fromJson("""{"schema": 1, $document}""") }.problems.single().expected!!

    private fun programme(slip: String, word: String): String {
        val text = PROGRAMME.replace(slip, word) + "\n[facts.family.x]\ntype = \"bool\"\ncategory = \"$NO_WORD\"\n"
        val refused = assertThrows<ProgrammeException> { Programme.fromToml(text) }
        return refused.problems.single { it.path.startsWith("offers") }.expected!!
    }

    private fun category(): String {
        val text = PROGRAMME + "\n[facts.family.x]\ntype = \"bool\"\ncategory = \"$NO_WORD\"\n"
        return assertThrows<ProgrammeException> { Programme.fromToml(text) }.problems.single().expected!!
    }

    private fun <E : Enum<E>> same(words: String, entries: List<E>, word: (E) -> String) {
        assertEquals(words.split(", "), entries.map(word))
    }

    @Test
    fun `a family's words`() {
        same(family(""""adults": [{"id": "a", "lives_here": "$NO_WORD"}]"""), LivesHere.entries) { it.word }
        same(family(""""complete": ["$NO_WORD"]"""), MemberList.entries) { it.word }
        val outcome = family(""""pregnancies": [{"id": "p", "ended": "2026", "outcome": "$NO_WORD"}]""")
        same(outcome, Outcome.entries) { it.word }
        val need = family(""""needs": [{"domain": "d", "intensity": "$NO_WORD", "voice": "family"}]""")
        same(need, Intensity.entries) { it.word }
        val members = """"adults": [{"id": "a"}], "children": [{"id": "c"}]"""
        val kind = family("""$members, "relations": [{"adult": "a", "child": "c", "kind": "$NO_WORD"}]""")
        same(kind, RelationKind.entries) { it.word }
        val authority = family("""$members, "relations": [{"adult": "a", "child": "c", "authority": "$NO_WORD"}]""")
        same(authority, Authority.entries) { it.word }
    }

    @Test
    fun `a programme's words`() {
        same(programme("\"universal\"", "\"$NO_WORD\""), Tier.entries) { it.word }
        same(programme("\"to_offer\"", "\"$NO_WORD\""), Duty.entries) { it.word }
        same(programme("for = \"family\"", "for = \"$NO_WORD\""), Subject.entries) { it.word }
        same(category(), Category.entries) { it.word }
    }

    private companion object {
        const val NO_WORD = "xx"
    }
}
