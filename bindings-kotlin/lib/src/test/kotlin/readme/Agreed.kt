package readme

import java.time.LocalDate
import org.millejours.Audience
import org.millejours.ConsentDecision
import org.millejours.Dictionary
import org.millejours.DisclosureId
import org.millejours.Family
import org.millejours.Journal
import org.millejours.JournalId
import org.millejours.Party
import org.millejours.Programme
import org.millejours.Roster
import org.millejours.SecretKey
import org.millejours.ThreadId

private val programme = Programme.fromToml(VISIT)
private val family = Family.fromJson(
    """{"schema": 1, "complete": ["adults"], "languages": ["pt"], "adults": [{"id": "a1", "born": "1994-05-12"}]}""",
)
private val key = SecretKey.fromBytes(ByteArray(32) { 2 })
private val roster =
    Roster.fromJson("""{"schema": 1, "keys": [{"party": "adult:a1", "public": "${key.publicKey}"}]}""")
private val consent = """{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "purpose": "referral",
    "categories": ["language"], "recipients": ["provider:pmi"], "about": ["family"], "act": "ordinary",
    "from": "2026-06-01", "status": "given", "since": "2026-06-01"}"""
private val request = """{"recipient": "provider:pmi", "purpose": "referral", "categories": ["language"],
    "about": ["family"], "act": "ordinary"}"""
private var drawn = 0

private fun salt(): ByteArray = (++drawn).let { number -> ByteArray(32) { number.toByte() } }

fun agreed() {
    // begin
    val (mother, thread, june) = Triple(Party("adult:a1"), ThreadId("g1"), LocalDate.of(2026, 6, 1))
    val journal = Journal(JournalId("5f".repeat(16))) // in earnest 32 random digits, drawn once for the family
    val given = journal.draft(thread, mother, key.publicKey, june, Journal.consentEntry(consent), salt())
    journal.append(given.sign(key), roster, june)
    val line = when (val decision = programme.decide(family, journal.consentsJson(june), "FR", request, june)) {
        is ConsentDecision.Permit -> "the service may know"
        is ConsentDecision.Ask -> decision.toText(Dictionary.shipped("en"), Audience.PROFESSIONAL)
        is ConsentDecision.Deny -> "the service may not know"
    }
    println(line)
    println(programme.disclose(family, journal.consentsJson(june), "FR", request, june, DisclosureId("d1")).view.toJson())

    // Offline, on a copy, she takes it back. The copies merge, in any order, and the withdrawal stands.
    val (phone, later) = Journal.fromJsonl(journal.toJsonl(), journal.id, roster) to june.plusDays(2)
    val withdrawn = """{"kind": "consent", "status": "withdrawn", "by": "adult:a1"}"""
    phone.append(phone.draft(thread, mother, key.publicKey, later, withdrawn, salt()).sign(key), roster, later)
    val merged = journal.merge(phone, roster, later).journal
    println(merged.standings(later).map { "${it.kind} ${it.thread}: ${it.state}" })
    println(programme.decide(family, merged.consentsJson(later), "FR", request, later).answer)
    // end
}
