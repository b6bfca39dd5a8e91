// The story in Kotlin: a visit without network, a withdrawal meanwhile at the office, the merge; then what a mother keeps from
// her partner. The same lines as story.rs and story.py. Argument: the folder.

package org.millejours.stories.withdrawal

import java.io.File
import java.time.LocalDate
import java.util.zip.CRC32
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.millejours.About
import org.millejours.Audience
import org.millejours.ConsentAsk
import org.millejours.ConsentDecision
import org.millejours.ConsentException
import org.millejours.Dictionary
import org.millejours.Disclosure
import org.millejours.DisclosureId
import org.millejours.Family
import org.millejours.Journal
import org.millejours.JournalId
import org.millejours.OfferId
import org.millejours.Party
import org.millejours.Programme
import org.millejours.Referral
import org.millejours.ReferralId
import org.millejours.ReferralState
import org.millejours.ReferralStep
import org.millejours.Roster
import org.millejours.SecretKey
import org.millejours.ThreadId
import org.millejours.WithdrawalDuty
import org.millejours.consentDpvJson

private val office = Party("provider:office")
private val midwife = Party("provider:midwife-7")
private val pmi = Party("provider:pmi")
private val house = Party("provider:house")
private val mother = Party("adult:a1")
private val partner = Party("adult:a2")

/**
 * EXAMPLE KEYS, known to everybody who reads this. A real key is drawn at random inside the phone's keystore and never leaves
 * it: it signs what `UnsignedEvent.bytes()` gives, and no program holds it.
 */
private val exampleKeys = listOf(office, midwife, pmi, mother, house)
    .mapIndexed { index, who -> who to SecretKey.fromBytes(ByteArray(32) { (index + 1).toByte() }) }.toMap()

/** In earnest 32 random digits, drawn once for the family. */
private val exampleJournal = JournalId("05".repeat(16))

private val names = mapOf(
    "provider:pmi" to "PMI di Valrose", "provider:house" to "La Maison", "provider:midwife-7" to "signora Blanc",
    "adult:a1" to "Giulia", "child:c1" to "Nino",
)
private val italian = Dictionary.shipped("it")

private fun june(day: Int): LocalDate = LocalDate.of(2026, 6, day)

private fun july(day: Int): LocalDate = LocalDate.of(2026, 7, day)

/** What everybody in the story works with. */
private class Story(private val folder: File) {
    private val programme = Programme.load(folder.resolve("../maison-1000-jours/programme.toml"))
    private val family = Family.fromJson(folder.resolve("family.json").readBytes())
    private val roster = Roster.fromJson(
        exampleKeys.entries.joinToString(prefix = """{"schema": 1, "keys": [""", postfix = "]}") { (who, key) ->
            """{"party": "$who", "public": "${key.publicKey}"}"""
        },
    )

    /** The documents that were written: consents, requests, a confidence. */
    private val papers =
        Json.parseToJsonElement(folder.resolve("papers.json").readText()).jsonObject.mapValues { it.value.toString() }
    private var drawn = 0

    /** A visit without network, and a withdrawal meanwhile. Gives the family's journal. */
    fun visit(): Journal {
        println("A visit without network")
        val (first, visit, away) = Triple(june(1), june(3), june(4))
        val back = june(5)

        // At the office the mother says in writing who may know what, and what help she would like.
        val desk = Journal(exampleJournal)
        desk.say(office, first, "g0", Journal.consentEntry(paper("midwife-may-know")))
        desk.say(office, first, "g1", Journal.consentEntry(paper("pmi-may-know")))
        // The midwife's phone takes along what she may know of the family, and her part of the journal. Nothing else.
        val forMidwife = disclose(family, desk, "for-the-midwife", first, "d0")
        desk.say(office, first, "d0", forMidwife.toEntry())
        val known = forMidwife.view
        val phone = desk.copyFor(midwife, family, first)
        tell(first, "the office", desk)
        tell(first, "the midwife's phone", phone)
        println("the phone knows: ${known.toJson()}")

        // At the door, offline: proposed, agreed to, disclosed, requested. The phone decides with what it has.
        val least = Json.parseToJsonElement(programme.leastRequestJson(OfferId("home-visit"))).jsonObject
        println("the least that a home visit needs: ${least.getValue("categories").words()}")
        val proposed = Referral.begin(
            ReferralId("r1"), OfferId("home-visit"), provider = pmi, sender = midwife, about = listOf(About("child[c1]")),
            first = ReferralStep.of(ReferralState.PROPOSED, visit, midwife),
        )
        phone.say(midwife, visit, "r1", proposed.toEntry())
        phone.say(
            midwife, visit, "r1",
            """{"kind": "referral", "state": "draft", "by": "$mother", "evidence": {"form": "spoken"}}""",
        )
        tell(visit, decide(known, phone, "for-the-pmi", visit))
        val disclosure = disclose(known, phone, "for-the-pmi", visit, "d1")
        phone.say(midwife, visit, "d1", disclosure.toEntry())
        phone.say(
            midwife, visit, "r1",
            ReferralStep.of(ReferralState.REQUESTED, visit, midwife, disclosure = disclosure.id).toEntry(),
        )
        tell(visit, "the midwife's phone", phone)
        println("the PMI is shown: ${disclosure.view.toJson()}")
        val fhir = programme.discloseFhir(
            known, phone.consentsJson(visit), "FR", paper("for-the-pmi"), visit, disclosure.id,
            "https://midwife.example/fhir/d1", referral(phone, "r1", visit),
        )
        println("as FHIR R4B: ${resources(fhir)}")
        // In the evening she passes by the PMI, and hands it its copy from phone to phone.
        val told = phone.copyFor(pmi, known, visit)
        tell(visit, "the PMI's copy", told)

        // Meanwhile, at the office, the mother takes the consent back. She gives no reason, and is asked for none.
        desk.say(office, away, "g1", """{"kind": "consent", "status": "withdrawn", "by": "$mother"}""")
        tell(away, "the office", desk)

        // The phone is back. Whichever side merges, the bytes are the same, and the withdrawal stands.
        val (merged, other) = desk.merge(phone, roster, back) to phone.merge(desk, roster, back)
        val same = merged.journal.toJsonl() == other.journal.toJsonl()
        println("$back  merged both ways: same bytes $same, refused ${merged.refused.size + other.refused.size}")
        val together = merged.journal
        tell(back, "the family's journal", together)
        tell(back, decide(family, together, "for-the-pmi", back))
        for (duty in WithdrawalDuty.all(together.consentsJson(back), listOf(disclosure), midwife, back)) {
            val about = duty.disclosure?.let { " ($it)" } ?: ""
            println("  ${duty.duty.word} since ${duty.since}: ${duty.who} towards ${duty.to}$about")
        }
        val taken = Json.parseToJsonElement(together.consentsJson(back)).jsonObject.getValue("consents").jsonArray
            .first { it.jsonObject.getValue("id").jsonPrimitive.content == "g1" }
        val dpv = consentDpvJson(taken.toString(), back)
        val stands = if ("\"dpv:ConsentWithdrawn\"" in dpv) "dpv:ConsentWithdrawn" else "something else"
        println("g1 as DPV: $stands; ${short(dpv)}")

        // The PMI's next copy has nothing of the request. It holds an older one: so she says `cancelled`, on her phone.
        tell(back, "the PMI's next copy", together.copyFor(pmi, family, back))
        val hers = together.copyFor(mother, family, back)
        hers.say(mother, back, "r1", ReferralStep.of(ReferralState.CANCELLED, back, mother).toEntry())
        val after = together.merge(hers, roster, back).journal
        tell(back, "what the PMI has then", told.merge(after.copyFor(pmi, family, back), roster, back).journal)

        println("who has what, and may see what of child[c1]: before the withdrawal, and after")
        val readers = listOf(
            mother to "seen-by-the-mother", partner to "seen-by-the-partner", midwife to "for-the-midwife", pmi to "for-the-pmi",
        )
        for ((who, paper) in readers) {
            for ((on, journal) in listOf(visit to phone, back to after)) {
                println("  $who $on: ${journal.copyFor(who, family, on).stands(on)}; sees ${seen(journal, paper, on)}")
            }
        }
        println("what the mother reads, in her language")
        text(referral(after, "r1", back).toText(back, italian, Audience.FAMILY, programme, names))
        text(decide(family, after, "for-the-pmi", back).toText(italian, Audience.FAMILY, names))
        return after
    }

    /** A referral that her partner must not learn of. */
    fun kept(without: Journal) {
        println("\nWhat is kept from a partner")
        val (asked, heard, answered) = Triple(july(1), july(2), july(6))
        val later = july(7)

        // On her own phone she says first from whom it is kept. All that follows is then written so.
        val hers = without.copyFor(mother, family, asked)
        hers.say(mother, asked, "k1", paper("kept-from-him"))
        hers.say(mother, asked, "g2", Journal.consentEntry(paper("house-may-know")))
        val shown = disclose(family, hers, "for-the-house", asked, "d2")
        hers.say(mother, asked, "d2", shown.toEntry())
        val draft = Referral.begin(
            ReferralId("r2"), OfferId("listening"), provider = house, sender = mother,
            about = listOf(About("adult[a1]"), About("child[c1]")), first = ReferralStep.of(ReferralState.DRAFT, asked, mother),
        )
        hers.say(mother, asked, "r2", draft.toEntry())
        hers.say(
            mother, asked, "r2",
            ReferralStep.of(ReferralState.REQUESTED, asked, mother, disclosure = shown.id).toEntry(),
        )
        tell(asked, "her phone", hers)
        val fhir = programme.discloseFhir(
            family, hers.consentsJson(asked), "FR", paper("for-the-house"), asked, shown.id,
            "https://phone.example/fhir/d2", referral(hers, "r2", asked),
        )
        println("as FHIR R4B: ${resources(fhir)}")

        // The office takes it in, the House gets its copy and answers.
        val taken = without.merge(hers, roster, heard).journal
        val theirs = taken.copyFor(house, family, heard)
        theirs.say(house, answered, "r2", ReferralStep.of(ReferralState.ACCEPTED, answered, house).toEntry())
        val desk = taken.merge(theirs, roster, answered).journal
        println("$answered  still to be marked before copies are made: ${desk.toBeMarked(family).size}")

        // The family as the office knows it now: with her need, and with the help that she has.
        val now = Family.fromJson(folder.resolve("family-with-what-is-kept.json").readBytes())
        for ((who, name) in listOf(mother to "her copy", house to "the House's copy", partner to "his copy")) {
            tell(later, name, desk.copyFor(who, now, later))
        }
        val never = ofPartner(family, without, later)
        println("what he gets, beside a family in which nothing of it ever was")
        for ((name, told) in ofPartner(now, desk, later)) {
            println("  $name: ${short(told)}, same bytes ${told == never[name]}")
        }
        // Her need is the family's, and takes every adult's word. He is not named: it says to seek advice first.
        tell(later, decide(now, desk, "her-need-too", later))
        println("what she reads, in her language")
        text(referral(desk, "r2", later).toText(later, italian, Audience.FAMILY, programme, names))
    }

    /** Everything that the partner could read. */
    private fun ofPartner(family: Family, journal: Journal, on: LocalDate): Map<String, String> {
        val (copy, consents) = journal.copyFor(partner, family, on) to journal.consentsJson(on)
        val disclosure = disclose(family, journal, "all-that-he-could-ask", on, "d9")
        return mapOf(
            "journal" to copy.toJsonl(),
            "standing" to copy.standingJson(on),
            "decision" to decide(family, journal, "all-that-he-could-ask", on).json,
            "disclosure" to disclosure.json,
            "assessment and questions" to
                programme.assessDisclosedJson(family.toJson(), consents, "FR", paper("all-that-he-could-ask"), on),
            "page in words" to programme.explain(disclosure.view, on, italian, Audience.FAMILY).text,
        )
    }

    // What is said and decided.

    /** Drafts, signs and appends. */
    private fun Journal.say(who: Party, on: LocalDate, thread: String, entry: String) {
        val key = exampleKeys.getValue(who)
        // In earnest 32 random bytes, new each time.
        val salt = (++drawn).let { number -> ByteArray(32) { number.toByte() } }
        append(draft(ThreadId(thread), who, key.publicKey, on, entry, salt).sign(key), roster, on)
    }

    private fun decide(family: Family, journal: Journal, request: String, on: LocalDate): ConsentDecision =
        programme.decide(family, journal.consentsJson(on), "FR", paper(request), on)

    private fun disclose(family: Family, journal: Journal, request: String, on: LocalDate, id: String): Disclosure =
        programme.disclose(family, journal.consentsJson(on), "FR", paper(request), on, DisclosureId(id))

    /** What of the child is disclosed. */
    private fun seen(journal: Journal, request: String, on: LocalDate): String {
        val disclosure = try {
            disclose(family, journal, request, on, "d9")
        } catch (refused: ConsentException) {
            if (refused.code != "consent.not_permitted") throw refused
            return "nothing"
        }
        val parts = Json.parseToJsonElement(disclosure.json).jsonObject.getValue("parts").jsonArray.map { it.jsonObject }
        return parts.filter { it.getValue("about").jsonPrimitive.content == "child[c1]" }
            .joinToString { it.getValue("category").jsonPrimitive.content }
    }

    private fun referral(journal: Journal, id: String, on: LocalDate): Referral =
        journal.referrals(on).first { it.id == ReferralId(id) }

    private fun paper(name: String): String = papers.getValue(name)
}

// What is printed.

private fun text(text: String) = text.lines().forEach { println("  | $it") }

private fun tell(on: LocalDate, whose: String, journal: Journal) =
    println("$on  $whose: ${journal.size} events, ${short(journal.toJsonl())}; ${journal.stands(on)}")

private fun tell(on: LocalDate, decision: ConsentDecision) {
    println("$on  may ${decision.recipient} see it? ${decision.answer.word}")
    for (part in decision.parts) {
        val ask = part.ask.joinToString("") { ask ->
            when (ask) {
                is ConsentAsk.Whom -> "; ask ${ask.whom}"
                ConsentAsk.SeekAdvice -> "; seek advice first"
            }
        }
        println("  ${part.about}, ${part.category.word}: ${part.decision.word} (${part.reasons.joinToString { it.code.word }})$ask")
    }
}

/** Where each thread stands. */
private fun Journal.stands(on: LocalDate): String =
    standings(on).joinToString { "${it.thread} ${it.state}" }.ifEmpty { "nothing" }

/** The kinds of resources in a [bundle], and its length and CRC-32. */
private fun resources(bundle: String): String {
    val entries = Json.parseToJsonElement(bundle).jsonObject.getValue("entry").jsonArray
    val kinds = entries.map { it.jsonObject.getValue("resource").jsonObject.getValue("resourceType").jsonPrimitive.content }
    return "${kinds.joinToString()}; ${short(bundle)}"
}

private fun JsonElement.words(): String = jsonArray.joinToString { it.jsonPrimitive.content }

/** Length and CRC-32. */
private fun short(text: String): String {
    val data = text.toByteArray()
    return "${data.size} bytes, crc32 ${"%08x".format(CRC32().apply { update(data) }.value)}"
}

fun main(args: Array<String>) {
    val story = Story(File(args.getOrElse(0) { "examples/a-withdrawal-in-between" }))
    story.kept(story.visit())
}
