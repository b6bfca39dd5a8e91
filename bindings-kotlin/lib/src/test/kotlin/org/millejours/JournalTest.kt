package org.millejours

import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import readme.VISIT

/** Consents, referrals and journals as a phone and an office use them. What they mean is the core's, and tested there. */
class JournalTest {
    private val programme = Programme.fromToml(VISIT.replace("when =", "referral = { answer_within_days = 14 }\nwhen ="))
    private val midwife = Party("provider:midwife")
    private val mother = Party("adult:a1")
    private val service = Party("provider:pmi")
    private val child = About("child[c1]")
    private val visit = OfferId("home-visit")
    private val office = SecretKey.fromBytes(ByteArray(32) { 1 })
    private val phone = SecretKey.fromBytes(ByteArray(32) { 2 })
    private val stranger = SecretKey.fromBytes(ByteArray(32) { 3 })
    private val roster = Roster.fromJson(
        """{"schema": 1, "keys": [{"party": "$midwife", "public": "${office.publicKey}"},
            {"party": "$mother", "public": "${phone.publicKey}"}]}""",
    )
    private val family = Family.fromJson(
        """{"schema": 1, "complete": ["adults"], "adults": [{"id": "a1", "born": "1994-05-12"}],
            "children": [{"id": "c1", "born": "2026-02-11"}],
            "relations": [{"adult": "a1", "child": "c1", "kind": "parent", "authority": "sole"}]}""",
    )
    private val consent = """{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "purpose": "referral",
        "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["child[c1]"], "act": "ordinary",
        "from": "2026-06-01", "status": "given", "since": "2026-06-01"}"""
    private val request = """{"recipient": "provider:pmi", "purpose": "referral", "categories": ["birth"],
        "about": ["child[c1]"], "act": "ordinary"}"""
    private val note = """{"kind": "note", "text": "telephoned"}"""
    private var salt = 0

    private fun on(day: Int) = LocalDate.of(2026, 6, day)

    private val ID = JournalId("05".repeat(16))

    private fun Journal.say(thread: String, author: Party, key: SecretKey, on: LocalDate, entry: String): JournalEvent {
        val salt = ByteArray(32) { ++salt; salt.toByte() }
        val event = draft(ThreadId(thread), author, key.publicKey, on, entry, salt).sign(key)
        assertTrue(append(event, roster, on))
        return event
    }

    private fun Journal.merged(other: Journal): Journal =
        merge(other, roster, on(5)).also { assertEquals(emptyList<RefusedEvent>(), it.refused) }.journal

    private fun ConsentDecision.reasons() = parts.single().reasons.map { it.code }

    @Test
    fun `a whole life offline`() {
        // At home, on the phone: what the family agreed to, and the request to the service.
        val phoneCopy = Journal(ID)
        phoneCopy.say("g1", mother, phone, on(1), Journal.consentEntry(consent))
        val decision = programme.decide(family, phoneCopy.consentsJson(on(1)), "FR", request, on(1))
        assertTrue(decision is ConsentDecision.Permit)
        assertEquals(listOf(ConsentReasonCode.AUTHORITY, ConsentReasonCode.GRANTED), decision.reasons())
        val shown = programme.disclose(family, phoneCopy.consentsJson(on(1)), "FR", request, on(1), DisclosureId("d1"))
        assertEquals("""{"schema":1,"children":[{"id":"c1","born":"2026-02-11"}]}""", shown.view.toJson())
        val record = phoneCopy.say("d1", mother, phone, on(1), shown.toEntry())
        assertFalse("2026-02-11" in record.json)

        val first = ReferralStep.of(ReferralState.DRAFT, on(1), mother)
        val drafted = Referral.begin(ReferralId("r1"), visit, service, mother, listOf(child), first)
        val asked = ReferralStep.of(ReferralState.REQUESTED, on(1), mother, disclosure = shown.id)
        phoneCopy.say("r1", mother, phone, on(1), drafted.toEntry())
        val refused = assertThrows<JournalException> {
            val untold = ReferralStep.of(ReferralState.REQUESTED, on(1), mother, disclosure = DisclosureId("d2"))
            phoneCopy.say("r1", mother, phone, on(1), untold.toEntry())
        }
        assertEquals("referral.disclosure", refused.code)
        phoneCopy.say("r1", mother, phone, on(1), asked.toEntry())
        val sent = phoneCopy.referrals(on(1)).single()
        assertEquals(drafted.step(asked), sent)
        val deadline = programme.deadlines(sent, on(16)).single()
        assertEquals(Triple(DeadlineKind.ANSWER, on(15), true), Triple(deadline.kind, deadline.day, deadline.reached))

        // The office gets the copy, and the mother takes the consent back there, in words. The phone knows nothing of it.
        val officeCopy = Journal.fromJsonl(phoneCopy.toJsonl(), ID, roster)
        val remembered = phoneCopy.heads
        officeCopy.say("g1", midwife, office, on(3), """{"kind": "consent", "status": "withdrawn", "by": "adult:a1"}""")
        phoneCopy.say("g1", mother, phone, on(4), note)
        val cancelled = ReferralStep.of(ReferralState.CANCELLED, on(4), mother)
        phoneCopy.say("r1", mother, phone, on(4), cancelled.toEntry())
        assertNotEquals(phoneCopy.toJsonl(), officeCopy.toJsonl())

        // They meet. Either way, on both, the same stands: the protective answer.
        val (atHome, atTheOffice) = phoneCopy.merged(officeCopy) to officeCopy.merged(phoneCopy)
        assertEquals(atHome.toJsonl(), atTheOffice.toJsonl())
        assertEquals(atHome, Journal.fromJsonl(atTheOffice.toJsonl(), ID, roster))
        assertEquals(atHome.standingJson(on(5)), atTheOffice.standingJson(on(5)))
        assertEquals(listOf("d1", "g1", "r1"), atHome.standings(on(5)).map { it.thread.value })
        assertEquals("withdrawn", atHome.standings(on(5)).single { it.kind == "consent" }.state)
        assertEquals(ReferralState.CANCELLED, atHome.referrals(on(5)).single().state)
        assertEquals(drafted.step(asked).step(cancelled), atHome.referrals(on(5)).single())
        assertEquals(emptyList<EventId>(), atHome.missing(remembered))
        assertEquals(atHome.heads.toSet(), Journal(ID).missing(atHome.heads).toSet())

        // And from the day of the withdrawal on, nothing is shown any more.
        val after = programme.decide(family, atHome.consentsJson(on(5)), "FR", request, on(5))
        assertTrue(after is ConsentDecision.Deny && ConsentReasonCode.WITHDRAWN in after.reasons())
        val closed = assertThrows<ConsentException> {
            programme.disclose(family, atHome.consentsJson(on(5)), "FR", request, on(5), DisclosureId("d2"))
        }
        assertEquals("consent.not_permitted", closed.code)
    }

    @Test
    fun `what a revoked key signed comes by no merging, and nothing of another family at all`() {
        val (here, there) = Journal(ID) to Journal(ID)
        val stolen = there.say("n1", midwife, office, on(1), note)
        val genuine = there.say("n2", mother, phone, on(1), note)
        val public = office.publicKey.toString()
        val revoked = Roster.fromJson(roster.toJson().replace("$public\"", "$public\",\"revoked\":\"2026-06-02\""))
        val merge = here.merge(there, revoked, on(3))
        assertEquals(listOf(stolen.id to "journal.key_revoked"), merge.refused.map { it.event to it.code })
        assertEquals(listOf(genuine.id), merge.journal.heads)
        assertEquals(merge, merge.journal.merge(there, revoked, on(3)))
        assertEquals("Merge(journal=Journal(size=1), refused=1)", merge.toString())

        val elsewhere = Journal(JournalId("06".repeat(16)))
        assertNotEquals(here.id, elsewhere.id)
        val codes = listOf<() -> Unit>(
            { elsewhere.merge(there, roster, on(3)) },
            { elsewhere.append(genuine, roster, on(3)) },
            { Journal.fromJsonl(there.toJsonl(), elsewhere.id, roster) },
        ).map { foreign -> assertThrows<JournalException> { foreign() }.code }
        assertEquals(List(3) { "journal.foreign" }, codes)
        for (wrong in listOf({ Journal(JournalId("05")) }, { Journal.fromJsonl("", JournalId("0G".repeat(16)), roster) })) {
            assertThrows<IllegalArgumentException> { wrong() }
        }
        assertEquals(Journal(ID), Journal.of(ID))
    }

    @Test
    fun `journals are equal by their id and what they hold`() {
        assertNotEquals(Journal(ID), Journal(JournalId("06".repeat(16))))
        val (here, there) = Journal(ID) to Journal(ID)
        val before = here.hashCode()
        val event = here.say("n1", midwife, office, on(1), note)
        assertEquals(before, here.hashCode())
        assertNotEquals(here, there)
        there.append(event, roster, on(1))
        assertEquals(here, there)
        assertEquals(here.hashCode(), there.hashCode())
    }

    @Test
    fun `merging in place brings what merging brings`() {
        val (here, there) = Journal(ID) to Journal(ID)
        here.say("n1", mother, phone, on(1), note)
        val stolen = there.say("n2", midwife, office, on(1), note)
        there.say("n3", mother, phone, on(1), note)
        val revoked = Roster.fromJson(
            roster.toJson().replace("${office.publicKey}\"", "${office.publicKey}\",\"revoked\":\"2026-06-02\""),
        )
        val expected = here.merge(there, revoked, on(3))
        assertEquals(listOf(stolen.id to "journal.key_revoked"), expected.refused.map { it.event to it.code })
        assertEquals(expected.refused, here.mergeIn(there, revoked, on(3)))
        assertEquals(expected.journal, here)
        assertEquals(2, here.size)
        assertEquals(emptyList<RefusedEvent>(), here.mergeIn(here, roster, on(3)))
        assertEquals(expected.journal, here)
        val foreign = assertThrows<JournalException> { here.mergeIn(Journal(JournalId("06".repeat(16))), roster, on(3)) }
        assertEquals("journal.foreign", foreign.code)
        assertEquals(expected.journal, here)
    }

    @Test
    fun `what is appended while copies merge in place is not lost`() {
        val (here, there) = Journal(ID) to Journal(ID)
        for (number in 1..20) there.say("b$number", mother, phone, on(1), note)
        val events = (1..20).map { number ->
            here.draft(ThreadId("a$number"), midwife, office.publicKey, on(1), note, ByteArray(32) { number.toByte() }).sign(office)
        }
        val writer = Thread { for (event in events) here.append(event, roster, on(1)) }.apply { start() }
        for (event in there.events) {
            val one = Journal(ID).apply { append(event, roster, on(1)) }
            assertEquals(emptyList<RefusedEvent>(), here.mergeIn(one, roster, on(1)))
        }
        writer.join()
        assertEquals(40, here.size)
    }

    @Test
    fun `a referral is found by its id`() {
        val journal = Journal(ID)
        val draft = ReferralStep.of(ReferralState.DRAFT, on(2), mother)
        val drafted = Referral.begin(ReferralId("r1"), visit, service, mother, listOf(child), draft)
        journal.say("r1", mother, phone, on(2), drafted.toEntry())
        assertEquals(drafted, journal.referral(drafted.id, on(2)))
        assertEquals(null, journal.referral(drafted.id, on(1)))
        assertEquals(null, journal.referral(ReferralId("r2"), on(2)))
    }

    @Test
    fun `a midwife writes down the family's yes with what shows it`() {
        val journal = Journal(ID)
        val proposal = ReferralStep.of(ReferralState.PROPOSED, on(1), midwife)
        val proposed = Referral.begin(ReferralId("r1"), visit, service, midwife, listOf(child), proposal)
        journal.say("r1", midwife, office, on(1), proposed.toEntry(asked = listOf(mother)))
        fun draft(by: Party) = ReferralStep.of(ReferralState.DRAFT, on(2), by)
        val spoken = Evidence.of(EvidenceForm.SPOKEN, witness = midwife)

        val bare = assertThrows<JournalException> { journal.say("r1", midwife, office, on(2), draft(mother).toEntry()) }
        assertEquals("journal.authority", bare.code)
        // Who was not asked says no yes.
        val other = assertThrows<JournalException> {
            journal.say("r1", midwife, office, on(2), draft(Party("adult:a2")).toEntry(spoken))
        }
        assertEquals("journal.authority", other.code)
        journal.say("r1", midwife, office, on(2), draft(mother).toEntry(spoken))
        assertEquals(proposed.step(draft(mother)), journal.referral(proposed.id, on(2)))
    }

    @Test
    fun `a consent is given on paper, taken back in words, and refused for a while`() {
        val journal = Journal(ID)
        journal.say("g1", midwife, office, on(1), Journal.consentEntry(consent.replace("given", "requested")))
        val bare = assertThrows<JournalException> {
            journal.say("g1", midwife, office, on(2), Journal.consentEntry(ConsentStatus.GIVEN, by = mother))
        }
        assertEquals("journal.authority", bare.code)
        val paper = Evidence.of(EvidenceForm.WRITTEN, ofAge = true)
        journal.say("g1", midwife, office, on(2), Journal.consentEntry(ConsentStatus.GIVEN, by = mother, evidence = paper))
        assertEquals("given", journal.standings(on(2)).single().state)
        assertTrue(""""evidence":{"form":"written","of_age":true}""" in journal.consentsJson(on(2)))
        journal.say("g1", midwife, office, on(3), Journal.consentEntry(ConsentStatus.WITHDRAWN, by = mother))
        assertEquals("withdrawn", journal.standings(on(3)).single().state)

        val second = Journal(ID)
        second.say("g1", midwife, office, on(1), Journal.consentEntry(consent.replace("given", "requested")))
        second.say("g1", mother, phone, on(2), Journal.consentEntry(ConsentStatus.REFUSED, again = on(20)))
        assertEquals("refused", second.standings(on(2)).single().state)
        assertTrue(""""again":"2026-06-20"""" in second.consentsJson(on(2)))
        val never = assertThrows<JournalException> {
            second.say("g1", mother, phone, on(3), Journal.consentEntry(ConsentStatus.GIVEN, again = on(20)))
        }
        assertEquals("consent.contradiction", never.code)
    }

    @Test
    fun `a confidence is kept and lifted`() {
        val journal = Journal(ID)
        val from = listOf(Party("adult:a2"))
        journal.say("k1", mother, phone, on(1), Journal.confidenceEntry(mother, listOf(Keep("child[c1]")), from))
        assertEquals("kept", journal.standings(on(1)).single().state)
        val lifted = Journal.confidenceEntry(ConfidenceStatus.LIFTED, by = mother)
        val bare = assertThrows<JournalException> { journal.say("k1", midwife, office, on(2), lifted) }
        assertEquals("journal.authority", bare.code)
        val shown = Journal.confidenceEntry(ConfidenceStatus.LIFTED, by = mother, evidence = Evidence.of(EvidenceForm.SPOKEN))
        journal.say("k1", midwife, office, on(2), shown)
        assertEquals("lifted", journal.standings(on(2)).single().state)
        assertThrows<JournalException> {
            journal.say("k2", mother, phone, on(2), Journal.confidenceEntry(mother, emptyList(), from))
        }
    }

    @Test
    fun `evidence tells nothing in a log, and is equal by its parts`() {
        val evidence = Evidence.of(EvidenceForm.SPOKEN, ofAge = false, witness = midwife)
        assertEquals(Evidence.of(EvidenceForm.SPOKEN, false, midwife), evidence)
        assertEquals(Evidence.of(EvidenceForm.SPOKEN, false, midwife).hashCode(), evidence.hashCode())
        assertNotEquals(Evidence.of(EvidenceForm.SPOKEN), evidence)
        assertEquals("Evidence", evidence.toString())
    }

    @Test
    fun `the words of entries are the core's`() {
        fun words(entry: String) = assertThrows<JournalException> {
            Journal(ID).draft(ThreadId("g1"), mother, phone.publicKey, on(1), entry, ByteArray(32))
        }.problems.single().expected!!.split(", ")
        assertEquals(ConsentStatus.entries.map { it.word }, words("""{"kind": "consent", "status": "xx"}"""))
        assertEquals(ConfidenceStatus.entries.map { it.word }, words("""{"kind": "confidence", "status": "xx"}"""))
        val slip = """{"kind": "consent", "status": "given", "evidence": {"form": "xx"}}"""
        assertEquals(EvidenceForm.entries.map { it.word }, words(slip))
    }

    @Test
    fun `what was said before it was kept is to be marked, once`() {
        val journal = Journal(ID)
        journal.say("g1", mother, phone, on(1), Journal.consentEntry(consent))
        assertEquals(emptyList<Mark>(), journal.toBeMarked(family))
        val kept = """{"kind": "confidence", "giver": "$mother", "keep": ["consent[g1]"], "from": ["adult:a2"], "status": "kept"}"""
        journal.say("k1", mother, phone, on(2), kept)
        val mark = journal.toBeMarked(family).single()
        val entry = """{"confidence":"k1","kind":"not_for","parties":["adult:a2"]}"""
        assertEquals(ThreadId("g1") to entry, mark.thread to mark.entry)
        assertEquals(mark, journal.toBeMarked(family).single())
        assertEquals("Mark(thread=g1)", mark.toString())
        journal.say(mark.thread.value, mother, phone, on(2), mark.entry)
        assertEquals(emptyList<Mark>(), journal.toBeMarked(family))
    }

    @Test
    fun `what is kept from somebody leaves no trace in their copy`() {
        val journal = Journal(ID)
        journal.say("g1", mother, phone, on(1), Journal.consentEntry(consent))
        assertEquals(1, journal.copyFor(service, family, on(1)).size)
        assertEquals(0, journal.copyFor(midwife, family, on(1)).size)
        val before = journal.copyFor(service, family, on(2)).toJsonl()
        val kept = journal.draft(ThreadId("g1"), mother, phone.publicKey, on(2), note, ByteArray(32), keptFrom = listOf(service))
        assertTrue(journal.append(kept.sign(phone), roster, on(2)))
        assertEquals(2, journal.size)
        assertEquals(before, journal.copyFor(service, family, on(2)).toJsonl())
        assertThrows<IllegalArgumentException> { journal.copyFor(Party("pmi"), family, on(2)) }
    }

    @Test
    fun `what was erased is gone, and the rest still stands`() {
        val journal = Journal(ID)
        journal.say("t1", midwife, office, on(1), note)
        val second = journal.say("t1", midwife, office, on(2), """{"kind": "note", "text": "a slip of the pen"}""")
        journal.say("t1", midwife, office, on(3), Journal.erasureEntry(listOf(second.id)))
        assertFalse("slip" in journal.toJsonl())
        assertEquals(listOf(true, false, true), journal.events.map { it.entry != null })
        assertEquals(journal, Journal.fromJsonl(journal.toJsonl().utf8(), ID, roster))
        assertThrows<IllegalArgumentException> { Journal.erasureEntry(listOf(EventId("t1"))) }
        assertThrows<IllegalArgumentException> { journal.missing(listOf(EventId("t1"))) }
    }

    @Test
    fun `an event is verified wholly, or nothing changes`() {
        val journal = Journal(ID)
        val event = journal.draft(ThreadId("t1"), midwife, office.publicKey, on(2), note, ByteArray(32)).sign(office)
        fun refused(event: JournalEvent, on: LocalDate) =
            assertThrows<JournalException> { journal.append(event, roster, on) }.code
        assertEquals("journal.future", refused(event, on(1)))
        assertEquals("journal.commitment", refused(JournalEvent.fromJson(event.json.replace("telephoned", "telephoney")), on(2)))
        val unknown = journal.draft(ThreadId("t1"), midwife, stranger.publicKey, on(2), note, ByteArray(32)).sign(stranger)
        assertEquals("journal.key_unknown", refused(unknown, on(2)))
        assertEquals(0, journal.size)
        assertTrue(journal.append(event, roster, on(2)))
        assertFalse(journal.append(event, roster, on(2)))
        assertEquals(listOf(event), journal.events)
        assertEquals(Triple(ThreadId("t1"), midwife, on(2)), Triple(event.thread, event.author, event.on))
        val dropped = assertThrows<JournalException> { Journal.fromJsonl(journal.toJsonl().drop(1), ID, roster) }
        assertEquals("document.syntax", dropped.code)
    }

    @Test
    fun `what cannot be drafted or signed is refused`() {
        val journal = Journal(ID)
        fun draft(thread: String = "t1", author: Party = midwife, entry: String = note, salt: Int = 32, day: LocalDate = on(1)) =
            journal.draft(ThreadId(thread), author, office.publicKey, day, entry, ByteArray(salt))
        assertEquals("id.invalid", assertThrows<JournalException> { draft(thread = "no id") }.code)
        assertEquals("journal.entry", assertThrows<JournalException> { draft(entry = "{}") }.code)
        assertThrows<IllegalArgumentException> { draft(author = Party("midwife")) }
        assertThrows<IllegalArgumentException> { draft(salt = 31) }
        assertThrows<DateException> { draft(day = LocalDate.MAX) }
        assertEquals("journal.signature", assertThrows<JournalException> { draft().sign(phone) }.code)
        assertThrows<IllegalArgumentException> { draft().withSignature(ByteArray(63)) }
        assertThrows<IllegalArgumentException> { SecretKey.fromBytes(ByteArray(31)) }
        assertThrows<IllegalArgumentException> { PublicKey.fromBytes(ByteArray(32)) }
        assertThrows<IllegalArgumentException> { PublicKey.parse("midwife") }
        val slip = assertThrows<JournalException> { Roster.fromJson("""{"schema": 1, "kyes": []}""") }
        assertTrue(slip.problems.any { it.code == "document.unknown_key" })
        assertEquals("journal.before_parent", assertThrows<JournalException> {
            journal.say("t2", midwife, office, on(2), note)
            draft(thread = "t2")
        }.code)
    }

    @Test
    fun `nothing of the family, no key and no salt stands in a log`() {
        val journal = Journal(ID)
        journal.say("g1", mother, phone, on(1), Journal.consentEntry(consent))
        val unsigned = journal.draft(ThreadId("g1"), mother, phone.publicKey, on(2), note, ByteArray(32) { 0x5a })
        val event = unsigned.sign(phone)
        val decision = programme.decide(family, journal.consentsJson(on(1)), "FR", request, on(1))
        val step = ReferralStep.of(ReferralState.NOT_NOW, on(1), mother, until = on(29))
        val proposed = Referral.begin(
            ReferralId("r1"), visit, service, midwife, listOf(child), ReferralStep.of(ReferralState.PROPOSED, on(1), midwife),
        )
        val deadline = programme.deadlines(proposed.step(step), on(1))
        assertEquals(1, deadline.size)
        val shown = programme.disclose(family, journal.consentsJson(on(1)), "FR", request, on(1), DisclosureId("d1"))
        // Nobody said yes yet: the mother is to be asked.
        val asked = programme.decide(family, "{\"schema\": 1}", "FR", request, on(1)) as ConsentDecision.Ask
        assertTrue(asked.ask.any { it is ConsentAsk.Whom && it.whom == mother })
        val goal = accompaniment(
            """{"schema": 1, "id": "m1", "provider": "provider:pmi", "about": ["family"], "state": "active",
                "since": "2026-06-01", "goals": {"z1": {"words": "sleep", "state": "reached", "since": "2026-06-01"}},
                "referrals": []}""",
        )
        val consents = """{"schema": 1, "consents": [${consent.replace("given", "withdrawn")}]}"""
        val duties = WithdrawalDuty.all(consents, listOf(shown), midwife, on(2))
        assertTrue(duties.any { it.duty == WithdrawalDutyKind.STOP } && duties.all { it.to == service })
        val cascade = Cascade.all(listOf(proposed), on(1), atLeast = 1)
        assertEquals(1L, cascade.single().stages.first().reached)
        val told = listOf(
            journal, unsigned, event, decision, decision.parts, decision.parts.single().reasons, step, proposed.step(step),
            deadline, journal.standings(on(1)), roster, phone, shown,
            asked, asked.ask, asked.parts, ConsentAsk.SeekAdvice, goal, goal.goals.values, duties, cascade, cascade.single().stages,
        ).joinToString()
        // That advice is to be sought looks like every other request.
        assertEquals(setOf("ConsentAsk"), (asked.ask + ConsentAsk.SeekAdvice).map { it.toString() }.toSet())
        val secrets = listOf(
            "telephoned", "5a5a", "02020202", "given", "not_now", "NOT_NOW", "granted", "GRANTED", "2026-06-29", "2026-02-11",
            "PERMIT", "permit", phone.publicKey.toString(), "Advice", "Whom", "adult:", "provider:", "stop", "reached=", "sleep",
            "state", "2026-06-01",
        )
        for (word in secrets) assertFalse(word in told, "$word: $told")
    }

    @Test
    fun `an offer says how one comes to it`() {
        val offer = programme.offers.single()
        assertEquals(14, offer.referral?.answerWithinDays)
        assertEquals(listOf(null, null), listOf(offer.referral?.beginWithinDays, offer.referral?.expiresAfterDays))
        assertEquals(null, offer.openDoor)
        val open = Programme.fromToml(VISIT.replace("when =", "open_door = true\nform = [\"family.languages\"]\nwhen ="))
        assertEquals(true to listOf(FactName("family.languages")), open.offers.single().let { it.openDoor to it.form })
        assertTrue("\"facts\":[\"child.born\",\"family.languages\"]" in open.leastRequestJson(visit))
        val drafted = Referral.begin(
            ReferralId("r1"), visit, service, mother, listOf(child), ReferralStep.of(ReferralState.DRAFT, on(1), mother),
        )
        assertEquals("referral.open_door", assertThrows<JournalException> { open.deadlines(drafted, on(1)) }.code)
        assertEquals("reference.unknown", assertThrows<ConsentException> { open.leastRequestJson(OfferId("vist")) }.code)
    }

    @Test
    fun `every word of a referral is known`() {
        val told = tree(Referral.statesJson()).toString() + Referral.codesJson()
        for (state in ReferralState.entries) assertTrue("\"${state.word}\"" in told, state.word)
        // Each reason and each word on room is one that the core reads.
        val requested = Referral.begin(
            ReferralId("r1"), visit, service, mother, listOf(child), ReferralStep.of(ReferralState.DRAFT, on(1), mother),
        ).step(ReferralStep.of(ReferralState.REQUESTED, on(1), mother, disclosure = DisclosureId("d1")))
        for (reason in ReferralReason.entries) {
            val step = ReferralStep.of(ReferralState.REJECTED, on(2), service, reason, capacity = Capacity.NO_CAPACITY)
            assertEquals(step, requested.step(step).steps.last())
        }
        for (capacity in Capacity.entries) {
            val step = ReferralStep.of(ReferralState.ACCEPTED, on(2), service, capacity = capacity)
            assertEquals(step, requested.step(step).steps.last())
        }
    }
}
