package org.millejours

import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import readme.VISIT

/** Proofs through the typed face. What they find is the core's, and tested there and by the vectors. */
class LawsTest {
    /** Who is alone has `points` more points, and with them another dose. */
    private fun programme(points: Int, more: String = "", of: Pair<String, String> = ALONE): Programme = Programme.fromToml(
        """
        schema = 1
        id = "house"
        version = "1"
        valid = { from = 2026-01-01, until = 2027-12-31 }
        $more
        ${of.first}
        [[scores]]
        id = "support"
        points = [ { when = "${of.second}", points = $points, source = "council" } ]
        [[offers]]
        id = "visit"
        provider = "pmi"
        tier = "universal"
        duty = "to_offer"
        for = "family"
        title = { en = "Home visit" }
        cost = "free"
        dose = { unit = "visit", by = "support", steps = [ { from = -9, amount = 1 }, { from = 0, amount = 4 }, { from = 9, amount = 8 } ] }
        """,
    )

    private companion object {
        val ALONE = "facts.family.alone = { type = \"bool\", category = \"family_situation\", disadvantage = \"true\" }" to "family.alone"
        val ROOMS = "facts.family.rooms = { type = \"int\", range = [0, 5], category = \"housing\", disadvantage = \"low\" }" to
            "family.rooms < 2"
    }

    private val fair = programme(10)
    private val turned = programme(-9)

    @Test
    fun `laws hold, over facts and limits`() {
        val laws = fair.laws()
        assertTrue(laws.hold)
        assertEquals(Law.entries - Law.NO_GAP, laws.laws.map { it.law })
        assertEquals(listOf("house", "1"), listOf(laws.programme, laws.version))
        assertEquals(LocalDate.of(2026, 1, 1) to LocalDate.of(2027, 12, 31), laws.from to laws.until)
        assertEquals(listOf(2, 2, 1, 2), laws.limits.run { listOf(adults, children, pregnancies, expected) })
        assertEquals(Verdict.Holds, laws.of(Law.FLOOR).verdict)
        assertEquals(listOf("family.alone"), laws.of(Law.GRADIENT).facts)
        assertEquals(laws.json, laws.rewritten())
        assertEquals(laws, fair.laws())
        assertEquals(laws.json, fair.lawsJson())
    }

    @Test
    fun `a broken law shows the pair, and assessing the two shows the same`() {
        val laws = turned.laws()
        assertTrue(!laws.hold)
        assertEquals(laws.json, laws.rewritten())
        val verdict = laws.of(Law.GRADIENT).verdict as Verdict.Broken
        val found = verdict.breaks.single { it.kind == BreakKind.SMALLER_DOSE }
        assertEquals(4L to 1L, found.before to found.after)
        assertEquals(listOf(OfferId("visit")), found.offers)
        assertEquals(FactName("family.alone"), found.fact)
        for ((family, assessment) in found.families zip found.assessments) {
            assertEquals(assessment, turned.assess(Family.fromJson(family.toJson()), found.on))
        }
        assertEquals(listOf(4L, 1L), found.assessments.map { it.offers.single().dose?.most })
        assertEquals(verdict, turned.laws().of(Law.GRADIENT).verdict)
        assertEquals(verdict.hashCode(), turned.laws().of(Law.GRADIENT).verdict.hashCode())
        assertEquals("gradient: broken", laws.of(Law.GRADIENT).toString())
        assertThrows<UnsupportedOperationException> { (verdict.breaks as MutableList<*>).clear() }
    }

    @Test
    fun `options say how large the families are, and the rest is as the programme says`() {
        val own = programme(10, more = "laws = { limits = { adults = 1, children = 1 } }")
        assertEquals(listOf(1, 1, 1, 2), own.laws().limits.run { listOf(adults, children, pregnancies, expected) })
        val asked = own.laws(LawOptions(children = 0, pregnancies = 0)).limits
        assertEquals(listOf(1, 0, 0, 2), asked.run { listOf(adults, children, pregnancies, expected) })
        assertEquals(asked, own.lints(LawOptions(children = 0, pregnancies = 0)).limits)
        assertEquals(asked, own.difference(own, LawOptions(children = 0, pregnancies = 0)).limits)
        for (wrong in listOf<() -> LawOptions>({ LawOptions(adults = -1) }, { LawOptions(weights = mapOf("visit" to -1)) })) {
            assertThrows<IllegalArgumentException> { wrong() }
        }
        assertEquals(LawOptions(adults = 1, cliff = mapOf("visit" to 2)), LawOptions(adults = 1, cliff = mapOf("visit" to 2)))
        assertNotEquals(LawOptions(adults = 1), LawOptions())
    }

    @Test
    fun `who hears how far it is may end it`() {
        val heard = mutableListOf<Pair<Int, Int>>()
        fair.laws { done, of -> heard.add(done to of) }
        assertEquals((1..heard.size).toList(), heard.map { it.first })
        assertEquals(setOf(heard.size), heard.map { it.second }.toSet())

        val stopped = fair.laws(progress = { _, _ -> false })
        val open = stopped.of(Law.INTENSITY).verdict as Verdict.NotDecided
        assertEquals(listOf(Bound.STOPPED), open.undecided.map { it.bound })
        assertEquals(stopped.json, stopped.rewritten())
        assertEquals(listOf(Bound.STOPPED), fair.lints(progress = { _, _ -> false }).undecided.map { it.bound })
        assertEquals(listOf(Bound.STOPPED), fair.difference(turned, progress = { _, _ -> false }).undecided.map { it.bound })
    }

    @Test
    fun `what a listener throws is thrown to whoever asked, once`() {
        val failure = IllegalStateException("no more")
        var heard = 0
        val thrown = assertThrows<IllegalStateException> {
            fair.laws(progress = { _, _ ->
                heard += 1
                throw failure
            })
        }
        assertSame(failure, thrown)
        assertEquals(1, heard)
    }

    @Test
    fun `lints are placed`() {
        val lints = programme(10, more = "laws = { cliff = { visit = 2 } }", of = ROOMS).lints()
        assertEquals(lints.json, lints.rewritten())
        assertEquals(lints.json, programme(10, more = "laws = { cliff = { visit = 2 } }", of = ROOMS).lintsJson())
        val cliff = lints.of(LintKind.CLIFF).single()
        assertEquals(OfferId("visit") to "visit", cliff.offer to cliff.unit)
        assertEquals("family.rooms", cliff.fact)
        assertEquals(8L to 4L, cliff.before to cliff.after)
        assertEquals(2, cliff.families.size)
        val unsaid = programme(10, of = ROOMS)
        assertTrue(unsaid.lints().of(LintKind.CLIFF).isEmpty())
        assertEquals(lints.lints, unsaid.lints(LawOptions(cliff = mapOf("visit" to 2))).lints)
    }

    @Test
    fun `a difference names who gains and who loses`() {
        val found = fair.difference(turned)
        assertEquals(found.json, found.rewritten())
        assertEquals(fair.differenceJson(turned), found.json)
        val less = found.differences.single()
        assertEquals(Effect.LESS to OfferId("visit"), less.effect to less.offer)
        assertEquals("family.alone one of [true]", less.regions.single().single().toString())
        assertEquals(8L to 1L, less.before?.dose?.most to less.after?.dose?.most)
        assertNull(less.member)
        assertTrue(less.complete && !found.isEmpty)
        assertTrue(fair.difference(fair).isEmpty)
        assertEquals(emptyList<Changed>(), found.changed)
        val paid = fair.toToml().replace("cost = \"free\"", "cost = { amount = \"50\", currency = \"EUR\" }")
        val place = "target = [ { id = \"place\", condition = 'family.territory == \"A\"' } ]\n"
        val priced = fair.difference(Programme.fromToml(place + paid))
        assertEquals(priced.json, priced.rewritten())
        assertTrue(!priced.isEmpty && priced.differences.isEmpty())
        val cost = priced.changed.single()
        assertEquals(listOf(OfferId("visit"), Aspect.COST, "free", "50.00 EUR"), cost.run { listOf(offer, what, before, after) })
        val reached = priced.reached.single()
        assertEquals(Reach.TARGET to Effect.LOSES, reached.what to reached.effect)
        assertEquals("family.territory none of [A]", reached.regions.single().single().toString())
        val total = found.totals.single()
        assertEquals(listOf("visit", Subject.FAMILY, Duty.TO_OFFER, 1, 1), total.run { listOf(unit, subject, duty, before, after) })

        val meant = "facts.family.alone = { type = \"int\", category = \"other\" }\n\n[[offers]]"
        val other = Programme.fromToml(VISIT.replace("[[offers]]", meant))
        assertEquals("fact.redefined", assertThrows<ProgrammeException> { fair.difference(other) }.code)
    }

    @Test
    fun `what no proof is made with is refused, and so is the programme that it is not of`() {
        val slip = LawOptions(adults = 0, weights = mapOf("vizit" to 1))
        val refused = assertThrows<LawsException> { fair.laws(slip) }
        assertEquals(listOf("limits.adults", "weights.vizit"), refused.problems.map { it.path })
        assertEquals("reference.unknown", assertThrows<LawsException> { fair.lints(LawOptions(cliff = mapOf("hour" to 1))) }.code)
        val words = Dictionary.shipped("en")
        val later = Programme.fromToml(fair.toToml().replace("version = \"1\"", "version = \"2\""))
        val pages = listOf<() -> String>(
            { fair.laws().toText(later, words) },
            { fair.lints().toText(later, words) },
            { fair.difference(later).toText(later, fair, words) },
        )
        for (page in pages) assertEquals("programme.other", assertThrows<LawsException> { page() }.code)
    }

    @Test
    fun `a history has a proof for each version`() {
        val later = Programme.fromToml(turned.toToml().replace("2026-01-01", "2028-01-01").replace("2027-12-31", "2028-12-31"))
        val proofs = ProgrammeHistory(listOf(later, fair)).laws()
        assertEquals(listOf(true, false), proofs.map { it.hold })
        assertEquals(listOf(2026, 2028), proofs.map { it.from.year })
        assertTrue(proofs.all { it.of(Law.NO_GAP).verdict == Verdict.Holds && it.json == it.rewritten() })
        assertEquals(listOf(2026, 2028), proofs[0].of(Law.NO_GAP).editions.map { it.from.year })
        assertThrows<NoSuchElementException> { fair.laws().of(Law.NO_GAP) }
    }
}
