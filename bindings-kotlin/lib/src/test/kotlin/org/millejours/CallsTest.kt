package org.millejours

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.dataformat.toml.TomlMapper
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import java.time.LocalDate
import kotlin.io.path.extension
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.Test

/** Replays the shared calls; their form is told in tests/src/call.rs. */
class CallsTest {
    private val toml = TomlMapper()
    private val root: Path = generateSequence(Path.of("").toAbsolutePath()) { it.parent }
        .first { it.resolve("tests/calls").isDirectory() }
    private val own = setOf("name", "about", "call", "expect", "error")

    /** A case that is not written as it should be. */
    private class Wrong(why: String) : Exception(why)

    /** The arguments of one call, each to be asked for. */
    private inner class Arguments(private val defaults: JsonNode?, private val case: JsonNode) {
        private val asked = mutableSetOf<String>()

        fun maybe(name: String): String? {
            for (from in listOfNotNull(case, defaults)) {
                for (key in listOf(name, "${name}_file")) {
                    val value = from[key] ?: continue
                    asked += key
                    return if (key == name) value.asText() else root.resolve(value.asText()).readText()
                }
            }
            return null
        }

        fun text(name: String): String = maybe(name) ?: throw Wrong("`${case["call"].asText()}` needs `$name`")

        fun unread(): String? = case.properties().map { it.key }.firstOrNull { it !in own && it !in asked }
    }

    /** Makes the call; a refusal of the library comes out as an exception. */
    private fun called(call: String, given: Arguments): () -> String {
        fun programme() = given.text("programme").let { text -> { Programme.fromToml(text) } }
        fun on() = given.text("on").let { text -> { LocalDate.parse(text) } }
        return when (call) {
            "referral_states" -> Referral::statesJson
            "referral_codes" -> Referral::codesJson
            "referral" -> given.text("referral").let { { Referral.fromJson(it).also(::seen).toJson() } }
            "referral_step" -> {
                val (referral, step) = given.text("referral") to given.text("step");
                { Referral.fromJson(referral).stepJson(step).also(::seen).toJson() }
            }
            "deadlines" -> {
                val (programme, on, referral) = Triple(programme(), on(), given.text("referral"));
                { programme().deadlinesJson(referral, on()).also { seenDeadlines(programme(), referral, on(), it) } }
            }
            "least_request" -> {
                val (programme, offer) = programme() to given.text("offer");
                { programme().leastRequestJson(OfferId(offer)) }
            }
            "consent_dpv" -> {
                val (consent, on) = given.text("consent") to on();
                { consentDpvJson(consent, on()) }
            }
            "disclose_fhir" -> {
                val (family, consents, request) = listOf("family", "consents", "request").map(given::text)
                val (rules, referral) = given.maybe("rules") to given.maybe("referral")
                val (id, base) = given.text("id") to given.text("base")
                val (programme, on) = programme() to on();
                {
                    programme().discloseFhirJson(family, consents, rules, request, on(), id, base, referral).also { came ->
                        val typed = referral?.let(Referral::fromJson)
                        val known = Family.fromJson(family)
                        assertEquals(
                            came, programme().discloseFhir(known, consents, rules, request, on(), DisclosureId(id), base, typed),
                        )
                    }
                }
            }
            "withdrawal_duties" -> {
                val (consents, disclosures, discloser) = listOf("consents", "disclosures", "discloser").map(given::text)
                val on = on();
                {
                    WithdrawalDuty.allJson(consents, disclosures, Party(discloser), on())
                        .also { came -> assertEquals(came, withdrawalDuties(came).rewritten(on())) }
                }
            }
            "research" -> {
                val (family, consents, referrals) = listOf("family", "consents", "referrals").map(given::text)
                val (researcher, rules, days) = listOf("researcher", "rules", "days").map(given::text)
                val (programme, on) = programme() to on();
                { programme().researchJson(family, consents, referrals, researcher, rules, days, on()) }
            }
            "referral_waits" -> {
                val (referrals, on, atLeast) = Triple(given.text("referrals"), on(), given.text("at_least").toInt());
                { referralWaitsJson(referrals, on(), atLeast) }
            }
            "journal" -> journal(given)
            "decision_text", "duties_text", "referral_text" -> told(call, given)
            "waiting_list" -> {
                val (referrals, offer) = given.text("referrals") to OfferId(given.text("offer"));
                { Waiting.listJson(referrals, offer).also { assertEquals(waitingList(it), Waiting.list(several(referrals), offer)) } }
            }
            "cascades" -> {
                val (referrals, on, least) = Triple(given.text("referrals"), on(), given.text("at_least").toLong());
                {
                    Cascade.allJson(referrals, on(), least)
                        .also { assertEquals(cascades(it), Cascade.all(several(referrals), on(), least)) }
                }
            }
            "due_for_erasure" -> {
                val (text, known, own) = listOf("journal", "roster", "id").map(given::text)
                val (rules, on) = given.text("rules") to on();
                {
                    val journal = Journal.fromJsonl(text, JournalId(own), Roster.fromJson(known))
                    journal.dueForErasureJson(rules, on()).also {
                        val typed = journal.dueForErasure(RetentionRules.fromJson(rules), on())
                        assertEquals(dueErasures(it), typed)
                        due += typed.size
                    }
                }
            }
            "replay" -> {
                val (text, known, own) = listOf("journal", "roster", "id").map(given::text);
                {
                    Replay(JournalId(own), Roster.fromJson(known)).use { replay ->
                        val events = replay.read(text.reader()).toList()
                        assertEquals(events.size.toLong(), replay.size)
                        """{"events":${replay.size},"heads":${texts(replay.heads)}}"""
                    }
                }
            }
            "decide", "disclose", "assess_disclosed" -> {
                val (family, consents, request) = listOf("family", "consents", "request").map(given::text)
                val rules = given.maybe("rules")
                val (programme, on) = programme() to on();
                {
                    when (call) {
                        "decide" -> programme().decideJson(family, consents, rules, request, on())
                            .also { seen(programme().decide(Family.fromJson(family), consents, rules, request, on()), it) }
                        "disclose" -> programme().discloseJson(family, consents, rules, request, on(), "d1")
                            .also { came ->
                                val id = DisclosureId("d1")
                                val typed = programme().disclose(Family.fromJson(family), consents, rules, request, on(), id)
                                assertEquals(came, typed.rewritten(came))
                            }
                        else -> programme().assessDisclosedJson(family, consents, rules, request, on())
                    }
                }
            }
            else -> throw Wrong("there is no call `$call`")
        }
    }

    /** A decision or a referral in words. */
    private fun told(call: String, given: Arguments): () -> String {
        val audience = given.text("audience").let { word ->
            Audience.entries.find { it.word == word } ?: throw Wrong("there is no such audience")
        }
        val document = given.maybe("dictionary")
        val language = if (document == null) given.text("language") else null
        fun dictionary() = if (document != null) Dictionary.fromToml(document) else Dictionary.shipped(language!!)
        val names = given.maybe("names").orEmpty().ifEmpty { "{}" }
            .let { text -> tree(text).jsonObject.mapValues { it.value.jsonPrimitive.content } }
        if (call == "duties_text") {
            val duties = given.text("duties")
            return { WithdrawalDuty.toText(duties, dictionary(), audience, names) }
        }
        if (call == "decision_text") {
            val decision = given.text("decision")
            return { dictionary().let { consentDecision(decision).toText(it, audience, names) } }
        }
        val (referral, on, terms) = Triple(given.text("referral"), given.text("on"), given.maybe("programme"))
        return {
            val (words, day, programme) = Triple(dictionary(), LocalDate.parse(on), terms?.let(Programme::fromToml))
            Referral.fromJson(referral).toText(day, words, audience, programme, names)
        }
    }

    /** What stands because of a journal, perhaps merged, with one event more, or copied for a reader. */
    private fun journal(given: Arguments): () -> String {
        val (text, known, on, own) = listOf("journal", "roster", "on", "id").map(given::text)
        val (other, line, reader) = listOf("merge", "append", "reader").map(given::maybe)
        val (family, before) = listOf("family", "merge_roster").map(given::maybe)
        return {
            val id = JournalId(own)
            val roster = Roster.fromJson(known)
            val day = LocalDate.parse(on)
            var journal = Journal.fromJsonl(text, id, roster)
            var refused = emptyList<RefusedEvent>()
            other?.let {
                val merge = journal.merge(Journal.fromJsonl(it, id, before?.let(Roster::fromJson) ?: roster), roster, day)
                journal = merge.journal
                refused = merge.refused
            }
            line?.let { journal.append(JournalEvent.fromJson(it.trimEnd()), roster, day) }
            reader?.let { journal = journal.copyFor(Party(it), family?.let(Family::fromJson) ?: family { }, day) }
            val standing = journal.standingJson(day).also { seen(journal, day, it) }
            val listed = refused.joinToString(",") { """{"event":"${it.event}","code":"${it.code}"}""" }
            if (refused.isEmpty()) standing else """{"standing":$standing,"refused":[$listed]}"""
        }
    }

    private fun several(referrals: String): List<Referral> =
        tree(referrals).jsonObject.getValue("referrals").let { it as JsonArray }.map { Referral.fromJson(it.toString()) }

    // The typed face has to say what the JSON says.

    private val states = mutableSetOf<ReferralState>()
    private val answers = mutableSetOf<ConsentAnswer>()
    private val reasons = mutableSetOf<ConsentReasonCode>()
    private val kinds = mutableSetOf<String>()
    private val ways = mutableSetOf<AccompanimentState>()
    private val aims = mutableSetOf<GoalState>()
    private var deadlines = 0
    private var due = 0

    private fun seen(referral: Referral) {
        states += referral.state
        assertEquals(referral.toJson(), referral.rewritten())
        val first = Referral.begin(
            referral.id, referral.offer, referral.provider, referral.sender, referral.about, referral.steps.first(),
        )
        assertEquals(referral, referral.steps.drop(1).fold(first, Referral::step))
    }

    private fun seenDeadlines(programme: Programme, referral: String, on: LocalDate, came: String) {
        val typed = programme.deadlines(Referral.fromJson(referral), on)
        deadlines += typed.size
        assertEquals(tree(came).jsonObject["deadlines"].toString(), JsonArray(typed.map { it.rewritten() }).toString())
    }

    private fun seen(decision: ConsentDecision, came: String) {
        answers += decision.parts.map { it.decision } + decision.answer
        reasons += decision.parts.flatMap { part -> part.reasons.map { it.code } }
        val kind = when (decision) {
            is ConsentDecision.Permit -> ConsentAnswer.PERMIT
            is ConsentDecision.Ask -> ConsentAnswer.ASK
            is ConsentDecision.Deny -> ConsentAnswer.DENY
        }
        assertEquals(decision.answer, kind)
        assertEquals(came, decision.rewritten())
    }

    private fun seen(journal: Journal, on: LocalDate, came: String) {
        val told = tree(came).jsonObject
        val standings = journal.standings(on)
        kinds += standings.map { it.kind }
        assertEquals(told["standings"].toString(), JsonArray(standings.map { it.rewritten() }).toString())
        assertEquals(told["heads"].toString(), texts(journal.heads).toString())
        assertEquals(told["consents"].toString(), journal.consentsJson(on))
        assertEquals(told["referrals"].toString(), JsonArray(journal.referrals(on).map { it.unversioned() }).toString())
        val accompaniments = journal.accompaniments(on)
        val listed = told["accompaniments"] ?: JsonArray(emptyList())
        assertEquals(listed.toString(), JsonArray(accompaniments.map { it.unversioned() }).toString())
        for (own in accompaniments) {
            ways += own.state
            aims += own.goals.values.map { it.state }
            assertEquals(own, journal.accompaniment(own.id, on))
            assertEquals(own, Accompaniment.fromJson(own.toJson()))
        }
        assertEquals(journal.toJsonl(), journal.events.joinToString("") { it.json + "\n" })
        assertEquals(journal.events.size, journal.size)
    }

    /** What is wrong with a case. */
    private fun failure(defaults: JsonNode?, case: JsonNode): String? {
        val given = Arguments(defaults, case)
        val (key, came) = try {
            val call = called(case["call"].asText(), given)
            given.unread()?.let { return "`${case["call"].asText()}` does not read `$it`" }
            try {
                "expect" to call()
            } catch (refused: MillejoursException) {
                "error" to refused.toJson()
            }
        } catch (wrong: Wrong) {
            return wrong.message
        }
        val (stands, other) = if (key == "expect") "expect" to "error" else "error" to "expect"
        val same = case[stands]?.asText()?.trimEnd('\n') == came && case[other] == null
        return if (same) null else "$key came:\n$came"
    }

    @Test
    fun `every call gives what is written`() {
        val (names, failed) = mutableSetOf<String>() to mutableListOf<String>()
        var replayed = 0
        for (path in root.resolve("tests/calls").listDirectoryEntries().filter { it.extension == "toml" }.sorted()) {
            val group = toml.readTree(path.toFile())
            assertEquals(emptySet<String>(), group.properties().map { it.key }.toSet() - setOf("about", "defaults", "case"))
            for (case in group["case"]) {
                val name = case["name"].asText()
                assertTrue(names.add(name), "$name stands twice")
                failure(group["defaults"], case)?.let { failed += "${path.name}: $name: $it" }
                replayed++
            }
        }
        System.getenv("MILLEJOURS_COUNTS")?.let {
            Files.writeString(Path.of(it), "kotlin=$replayed\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND)
        }
        assertTrue(replayed > 0, "no call was replayed")
        if (failed.isNotEmpty()) fail<Unit>("${failed.size} of $replayed calls failed\n${failed.joinToString("\n")}")
        // The typed face has seen each kind of answer.
        assertEquals(ConsentAnswer.entries.toSet(), answers)
        assertTrue(states.size > 5 && deadlines > 0 && due > 0 && reasons.size > 10, "$states $deadlines $reasons")
        assertEquals(AccompanimentState.entries.toSet(), ways)
        assertTrue(aims.size > 1, aims.toString())
        assertTrue(kinds.containsAll(setOf("accompaniment", "consent", "referral", "disclosure")), kinds.toString())
    }

    private fun only(case: String, defaults: String = ""): String? {
        val group = toml.readTree("$defaults\n[[case]]\nname = 'one'\n$case")
        return failure(group["defaults"], group["case"].single())
    }

    @Test
    fun `a case that is wrong fails`() {
        assertEquals("there is no call `guess`", only("call = 'guess'"))
        assertEquals("`referral` needs `referral`", only("call = 'referral'"))
        assertEquals("`referral_states` does not read `on`", only("call = 'referral_states'\non = '2026-06-01'"))
        assertTrue(only("call = 'referral_states'\nexpect = '{}'")!!.startsWith("expect came"))
        assertTrue(only("call = 'referral_states'\nerror = '''${Referral.statesJson()}'''")!!.startsWith("expect came"))
        assertTrue(only("call = 'referral'\nreferral = '{}'\nexpect = '{}'")!!.startsWith("error came"))
        // What only the defaults bring need not be read.
        assertEquals(null, only("call = 'referral_states'\nexpect = '''${Referral.statesJson()}'''", "[defaults]\non = 'x'"))
    }
}
