package org.millejours

import com.fasterxml.jackson.databind.ObjectMapper
import java.io.File
import java.math.BigDecimal
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class FamilyTest {
    private val json = ObjectMapper()

    /** Everything that a family can say. */
    private val whole = family("f-001") {
        territory("FR-69381")
        otherTerritories("FR-00103")
        languages("pt", "fr")
        adult("a1") {
            born(1994, 5)
            livesHere(LivesHere.ALWAYS)
            fact("employed", true)
        }
        child("c1") {
            born(2026, 2, 11)
            fact("weight", 3200)
        }
        child("c2") { pregnancy("p1") }
        child("c3") {
            arrived(PartialDate.of(2025))
            died(LocalDate.of(2026, 1, 2))
        }
        pregnancy("p1") {
            carriedBy("a1")
            expected(2026, 12, 20)
        }
        pregnancy("p2") { ended(LocalDate.of(2024, 3, 1), Outcome.LOSS) }
        relation("a1", "c1", RelationKind.PARENT, Authority.JOINT)
        need("parenting", Intensity.MODERATE, since = PartialDate.of(2026, 3))
        need("health", Intensity.LIGHT, voice = "midwife")
        resource("kin_nearby", voice = FAMILY_VOICE)
        support("parent-group", since = PartialDate.of(2026, 2, 20))
        support("home-visit", subject = "c1")
        fact("housing", "own", voice = FAMILY_VOICE, asOf = LocalDate.of(2026, 1, 10))
        fact("savings", BigDecimal("12.50"))
        fact("moved", LocalDate.of(2025, 4, 1))
        declined("family.employed")
        complete(adults = true, pregnancies = true)
    }

    @Test
    fun `a family says everything in the one wire form`() {
        val expected = """
            {"schema":1,"id":"f-001","territory":"FR-69381","other_territories":["FR-00103"],"languages":["pt","fr"],
            "complete":["adults","pregnancies"],
            "adults":[{"id":"a1","born":"1994-05","lives_here":"always","facts":{"employed":true}}],
            "children":[{"id":"c1","born":"2026-02-11","facts":{"weight":3200}},{"id":"c2","pregnancy":"p1"},
            {"id":"c3","arrived":"2025","died":"2026-01-02"}],
            "pregnancies":[{"id":"p1","carried_by":"a1","expected":"2026-12-20"},{"id":"p2","ended":"2024-03-01","outcome":"loss"}],
            "relations":[{"adult":"a1","child":"c1","kind":"parent","authority":"joint"}],
            "needs":[{"domain":"parenting","intensity":"moderate","voice":"family","since":"2026-03"},
            {"domain":"health","intensity":"light","voice":"midwife"}],
            "resources":[{"code":"kin_nearby","voice":"family"}],
            "supports":[{"offer":"parent-group","since":"2026-02-20"},{"offer":"home-visit","subject":"c1"}],
            "facts":{"housing":{"value":"own","voice":"family","as_of":"2026-01-10"},"moved":"2025-04-01","savings":"12.50"},
            "declined":["family.employed"]}"""
        assertEquals(expected.lines().joinToString("") { it.trim() }, whole.toJson())
        assertEquals(whole.toJson(), whole.rewritten())
    }

    @Test
    fun `what was said is read back typed`() {
        val read = Family.fromJson(whole.toJson())
        assertEquals(whole, read)
        assertEquals(whole.hashCode(), read.hashCode())
        assertEquals(FamilyId("f-001"), read.id)
        val adult = read.adults.single()
        assertEquals(LivesHere.ALWAYS, adult.livesHere)
        assertEquals(PartialDate.of(1994, 5), adult.born)
        assertEquals(FactValue.of(true), adult.facts.getValue("employed").value)
        assertEquals(MemberId("p1"), read.children[1].pregnancy)
        assertEquals(Outcome.LOSS, read.pregnancies[1].outcome)
        assertEquals(Authority.JOINT, read.relations.single().authority)
        assertEquals(listOf(MemberList.ADULTS, MemberList.PREGNANCIES), read.complete)
        assertEquals(LocalDate.of(2026, 1, 10), read.facts.getValue("housing").asOf)
        assertEquals(FactValue.of("12.50"), read.facts.getValue("savings").value)
        assertEquals(listOf(FactName("family.employed")), read.declined)
    }

    @Test
    fun `of nothing said nothing is known`() {
        val empty = family { }
        assertEquals("""{"schema":1}""", empty.toJson())
        assertNull(empty.id)
        assertNull(empty.languages)
        assertNull(empty.otherTerritories)
        assertEquals(emptyList<String>(), family { otherTerritories() }.otherTerritories)
    }

    @Test
    fun `all that is wrong is told at once, by its path`() {
        val refused = assertThrows<FamilyException> {
            family("no id") {
                child("c1") { pregnancy("p9") }
                child("c1")
                relation("a9", "c1")
            }
        }
        val paths = refused.problems.map { it.code to it.path }
        assertTrue(("id.invalid" to "id") in paths, paths.toString())
        assertTrue(("id.duplicate" to "children[1].id") in paths, paths.toString())
        assertTrue(("reference.unknown" to "children[0].pregnancy") in paths, paths.toString())
        assertTrue(("reference.unknown" to "relations[0].adult") in paths, paths.toString())
        assertEquals("family", json.readTree(refused.toJson())["error"].asText())
    }

    @Test
    fun `a family is edited as a new one`() {
        val more = whole.edit {
            changeChild("c2") { born(2026, 6) }
            changeAdult("a1") { livesHere(LivesHere.SHARED) }
            changePregnancy("p1") { expected(2026, 12) }
            child("c4")
            forget("housing")
            open(MemberList.ADULTS)
            complete(MemberList.CHILDREN)
        }
        assertEquals(PartialDate.of(2026, 6), more.children[1].born)
        assertEquals(MemberId("p1"), more.children[1].pregnancy)
        assertEquals(LivesHere.SHARED, more.adults.single().livesHere)
        assertEquals(PartialDate.of(2026, 12), more.pregnancies[0].expected)
        assertEquals(4, more.children.size)
        assertFalse("housing" in more.facts)
        assertEquals(setOf(MemberList.PREGNANCIES, MemberList.CHILDREN), more.complete.toSet())
        assertNotEquals(whole, more)
        assertNull(whole.children[1].born)
        assertEquals(whole, whole.edit { })
        assertEquals(3, more.edit { remove(MemberList.CHILDREN, "c4") }.children.size)
        assertThrows<NoSuchElementException> { whole.edit { changeChild("c9") { } } }
    }

    @Test
    fun `everything that was said is taken back`() {
        val silent = whole.edit {
            territory(null)
            otherTerritories(null)
            languages(null)
            changeAdult("a1") { born(null).livesHere(null).forget("employed") }
            changeChild(MemberId("c1")) { born(null).forget("weight") }
            changeChild("c2") { pregnancy(null) }
            changeChild("c3") { arrived(null).died(null) }
            changePregnancy("p1") { carriedBy(null).expected(null) }
            changePregnancy("p2") { ended(null) }
            removeRelation("a1", "c1")
            removeNeed("parenting")
            removeNeed("health", voice = "midwife")
            removeResource("kin_nearby")
            removeSupport("parent-group")
            removeSupport(OfferId("home-visit"), MemberId("c1"))
            listOf("housing", "savings", "moved").forEach { forget(it) }
            undecline("family.employed")
            MemberList.entries.forEach { open(it) }
        }
        val expected = """
            {"schema":1,"id":"f-001","adults":[{"id":"a1"}],"children":[{"id":"c1"},{"id":"c2"},{"id":"c3"}],
            "pregnancies":[{"id":"p1"},{"id":"p2"}]}"""
        assertEquals(expected.lines().joinToString("") { it.trim() }, silent.toJson())
        // What names another voice, or another member, is not meant.
        val kept = whole.edit {
            removeNeed("health")
            removeSupport("home-visit")
            removeRelation("a1", "c2")
            undecline("family.territory")
        }
        assertEquals(whole, kept)
    }

    @Test
    fun `a member goes with all that was said of it`() {
        val told = whole.edit { declined("child[c1].weight").declined(FactName("adult[a1].born")).declined("pregnancy[p1].expected") }
        val alone = told.edit { remove(MemberList.CHILDREN, "c1") }
        assertEquals(listOf("c2", "c3"), alone.children.map { it.id.value })
        assertTrue(alone.relations.isEmpty())
        assertEquals(listOf(OfferId("parent-group")), alone.supports.map { it.offer })
        assertTrue(FactName("child[c1].weight") !in alone.declined && FactName("adult[a1].born") in alone.declined)
        val nobody = told.edit { remove(MemberList.ADULTS, MemberId("a1")) }
        assertNull(nobody.pregnancies[0].carriedBy)
        assertEquals(PartialDate.of(2026, 12, 20), nobody.pregnancies[0].expected)
        assertTrue(nobody.relations.isEmpty() && FactName("adult[a1].born") !in nobody.declined)
        val none = told.edit { remove(MemberList.PREGNANCIES, "p1") }
        assertNull(none.children[1].pregnancy)
        assertTrue(FactName("pregnancy[p1].expected") !in none.declined)
        assertEquals(told, told.edit { remove(MemberList.ADULTS, "c1") })
        // Two lists may have one id: nobody can tell whose help it is, so that it stays.
        val alike = family { adult("x").child("x").support("home-visit", "x") }
        assertEquals(1, alike.edit { remove(MemberList.ADULTS, "x") }.supports.size)
    }

    @Test
    fun `what is told again replaces what was told`() {
        val again = whole.edit {
            need("parenting", Intensity.STRONG)
            need("parenting", Intensity.LIGHT, voice = "midwife")
            relation(MemberId("a1"), MemberId("c1"), RelationKind.GUARDIAN)
            resource("kin_nearby")
            support("home-visit", subject = "c1", since = PartialDate.of(2026))
            declined("family.employed")
            replace(whole.children[0].toBuilder().born(2025).build())
        }
        assertEquals(listOf(Intensity.STRONG, Intensity.LIGHT, Intensity.LIGHT), again.needs.map { it.intensity })
        assertNull(again.needs[0].since)
        assertEquals(RelationKind.GUARDIAN to null, again.relations.single().run { kind to authority })
        assertNull(again.resources.single().voice)
        assertEquals(listOf(PartialDate.of(2026, 2, 20), PartialDate.of(2026)), again.supports.map { it.since })
        assertEquals(1, again.declined.size)
        assertEquals(PartialDate.of(2025) to FactValue.of(3200), again.children[0].run { born to facts.getValue("weight").value })
        assertThrows<NoSuchElementException> { whole.edit { replace(ChildBuilder("c9").build()) } }
        assertThrows<NoSuchElementException> { whole.edit { replace(AdultBuilder("c1").build()) } }
        assertThrows<NoSuchElementException> { whole.edit { replace(PregnancyBuilder("c1").build()) } }
    }

    @Test
    fun `nobody changes a family from outside`() {
        @Suppress("UNCHECKED_CAST")
        val children = whole.children as MutableList<Child>
        assertThrows<UnsupportedOperationException> { children.clear() }
        val builder = whole.toBuilder()
        val before = builder.build()
        builder.child("c4")
        assertEquals(3, before.children.size)
    }

    @Test
    fun `no text of a family holds what it said`() {
        val texts = listOf(whole) + whole.adults + whole.children + whole.pregnancies + whole.needs + whole.resources +
            whole.supports + whole.relations + whole.facts.values + whole.facts.values.map { it.value } + whole.facts
        val told = listOf("69381", "pt", "1994", "2026", "joint", "parenting", "moderate", "kin", "own", "12.50", "f-001")
        for (text in texts.map { it.toString() }) assertTrue(told.none { it in text }, text)
        assertEquals("Family(adults=1, children=3, pregnancies=2, needs=2)", whole.toString())
        val hidden = PROGRAMME.replace("when = [", "when = [ { id = \"own\", condition = \"family.adults >= 0\" },")
        val answer = Programme.fromToml(hidden).assess(whole, LocalDate.of(2026, 6, 1))
        val lines = listOf(answer.toString(), answer.offers.toString(), answer.offers[0].reasons.toString())
        for (line in lines) assertTrue("69381" !in line && "eligible" !in line.lowercase(), line)
        val read = answer.offers[0].reasons.flatMap { it.facts.values }
        assertTrue(read.isNotEmpty() && read.all { "69381" !in it.toString() }, read.toString())
    }

    @Test
    fun `no text of an answer holds what could be read of a family`() {
        val maison = Programme.load(File("../../examples/maison-1000-jours/programme.toml"))
        val shown = ArrayList<Any>()
        for (file in File("../../examples/maison-1000-jours/families").listFiles { file -> file.extension == "json" }!!) {
            for (answer in maison.assess(Family.fromJson(file.readText()), LocalDate.of(2026, 6, 1)).offers) {
                shown.addAll(listOfNotNull(answer, answer.decision, answer.dose) + answer.changes + answer.reasons)
                shown.addAll(answer.reasons.flatMap { it.facts.values } + answer.changes.flatMap { it.set.values })
            }
        }
        val change = Change(mapOf(FactName("family.employed") to FactValue.of(true)), Then.UNDETERMINED)
        shown.addAll(listOf(change) + change.set.values + FactValue.of(7) + FactValue.of(BigDecimal("12.50")))
        val kinds = shown.map { it.javaClass.simpleName }.toSet()
        assertTrue(kinds.containsAll(listOf("NotYet", "NoLonger", "Dose", "Reason", "One", "Codes")), kinds.toString())
        // Ids and names of facts, no value: neither a day nor a bound nor what was told.
        val value = Regex("[0-9]{4}-[0-9]{2}|=(true|false)|=[0-9]+[,)}]|(most|least|from|since)=|12\\.50|FR-")
        for (text in shown.map { it.toString() }.toSet()) assertFalse(value.containsMatchIn(text), text)
    }

    @Test
    fun `decimals keep their digits`() {
        for (digits in listOf("12.50", "0.10", "1E+3", "100000000000000000000.01")) {
            val told = family { fact("x", BigDecimal(digits)) }
            val text = (told.facts.getValue("x").value as FactValue.Text).value
            assertEquals(BigDecimal(digits).toPlainString(), text)
        }
    }

    @Test
    fun `any text may be told`() {
        for (text in listOf("a\"b\\c", "é€𝄞", "\u0001\u001f\u007f\n\t", "\u2028", "</x>")) {
            val told = family { territory(text) }
            assertEquals(text, told.territory)
            assertEquals(told.toJson(), told.rewritten())
        }
        assertEquals("document.encoding", assertThrows<FamilyException> { family { territory("\uD800") } }.code)
    }

    private fun core(text: String): Boolean =
        runCatching { Family.fromJson("""{"schema": 1, "children": [{"id": "c", "born": "$text"}]}""") }.isSuccess

    @Test
    fun `partial dates are those of the core`() {
        val texts = listOf(
            "2026", "2026-02", "2026-02-11", "0001", "9999-12-31", "0000", "2026-13", "2026-00", "2026-02-29", "2024-02-29",
            "2026-2", "26", "2026-02-1", "+2026", "-2026", "2026-02-11-01", "", "2026-", "٢٠٢٦", "20260211", " 2026", "10000",
        )
        for (text in texts) {
            val parsed = runCatching { PartialDate.parse(text) }
            assertEquals(core(text), parsed.isSuccess, text)
            parsed.onSuccess { assertEquals(text, it.toString()) }
            parsed.onFailure {
                val problem = (it as DateException).problems.single()
                assertEquals("date" to "date.invalid", problem.path to problem.code, text)
                assertEquals("as much as is known: 2026, 2026-01 or 2026-01-31", problem.expected)
            }
        }
        assertEquals(LocalDate.of(2024, 2, 1) to LocalDate.of(2024, 2, 29), PartialDate.of(2024, 2).run { earliest to latest })
        assertEquals(LocalDate.of(2024, 1, 1) to LocalDate.of(2024, 12, 31), PartialDate.of(2024).run { earliest to latest })
        assertNull(PartialDate.of(2024, 2).toLocalDate())
        assertEquals(LocalDate.of(2024, 2, 3), LocalDate.of(2024, 2, 3).toPartial().toLocalDate())
        val wrongs = listOf(
            { PartialDate.of(2026, 2, 30) }, { PartialDate.of(2023, 13) }, { PartialDate.of(0) }, { PartialDate.of(-1) },
            { PartialDate.of(2026, null, 3) }, { PartialDate.of(2026, -2) }, { PartialDate.of(LocalDate.of(10_000, 1, 1)) },
            { PartialDate.of(2026, 100, 1) }, { LocalDate.of(0, 1, 1).toPartial() }, { PartialDate.of(1_000_000_000) },
        )
        for (wrong in wrongs) assertEquals("date.invalid", assertThrows<DateException> { wrong() }.code)
    }

    @Test
    fun `a day that no calendar has is refused with its place, among all that is wrong`() {
        val refused = assertThrows<FamilyException> {
            family {
                adult("a1") { born(1994, null, 3) }
                child("c1") { born(2026, 2, 30) }
                child("c2") {
                    born(LocalDate.of(10_000, 1, 1))
                    arrived(LocalDate.of(0, 1, 1))
                    died(LocalDate.MAX)
                }
                pregnancy("p1") {
                    expected(2026, 13)
                    ended(LocalDate.MIN)
                }
                need("no domain", Intensity.LIGHT)
            }
        }
        val (dates, others) = refused.problems.partition { it.code == "date.invalid" }
        val paths = "adults[0].born children[0].born children[1].born children[1].arrived children[1].died " +
            "pregnancies[0].expected pregnancies[0].ended"
        assertEquals(paths.split(" "), dates.map { it.path })
        assertEquals("needs[0].domain", others.single().path)
        assertEquals("children[0].born", assertThrows<FamilyException> { family { child("c1") }.edit { changeChild("c1") { born(2026, 2, 30) } } }.problems.single().path)
    }

    @Test
    fun `names that the programme does not know are carried, and listed`() {
        val programme = Programme.fromToml(PROGRAMME)
        val slips = family {
            territory("FR-69381")
            fact("quotient_familal", 300)
            need("sleeping", Intensity.LIGHT, voice = "famly")
        }
        assertEquals(Decision.Eligible, programme.assess(slips, LocalDate.of(2026, 6, 1)).offers.single().decision)
        val unread = programme.unread(slips)
        assertEquals(listOf("needs[0].domain", "needs[0].voice", "facts.quotient_familal"), unread.map { it.path })
        assertEquals(setOf("family.unread"), unread.map { it.code }.toSet())
        assertThrows<UnsupportedOperationException> { (unread as MutableList<*>).clear() }
        assertEquals(emptyList<Problem>(), programme.unread(family { territory("FR-69381") }))
        assertEquals("[]", programme.unreadJson(FAMILY))
        assertEquals("[]", programme.unreadJson(FAMILY.toByteArray()))
        assertThrows<FamilyException> { programme.unreadJson("{") }
    }
}
