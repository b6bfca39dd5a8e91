package org.millejours

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.math.BigDecimal
import java.net.URLClassLoader
import java.nio.file.Path
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.Signature
import java.time.LocalDate
import javax.tools.ToolProvider
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import readme.VISIT
import readme.agreed
import readme.desk
import readme.errors
import readme.firstAnswer
import readme.frontPage
import readme.phone

/**
 * The examples of the documentation, each word for word in a test of its own, so that it compiles and runs; a test sees that
 * none is forgotten. (`check` of the examples throws where it does not hold.)
 */
class ExamplesTest {
    private val programme = Programme.fromToml(VISIT)

    @Test
    fun `PartialDate`() {
        val february = PartialDate.of(2024, 2)
        check(february.toString() == "2024-02")
        check(february.latest == LocalDate.of(2024, 2, 29))
        check(LocalDate.of(2024, 2, 11).toPartial() == PartialDate.parse("2024-02-11"))

        val refused = runCatching { PartialDate.of(2023, 13) }.exceptionOrNull() as DateException
        check(refused.code == "date.invalid")
    }

    @Test
    fun `FactValue`() {
        check(FactValue.of(BigDecimal("12.50")).text() == "12.50")
        check(FactValue.of(LocalDate.of(2026, 2, 11)) == FactValue.of("2026-02-11"))
    }

    @Test
    fun `Family`() {
        val family = family("f-001") {
            territory("FR-69381")
            child("c1") {
                born(2026, 2, 11)
                fact("born_preterm", true)
            }
            need("parenting", Intensity.MODERATE)
            complete(children = true)
        }
        check(Family.fromJson(family.toJson()) == family)

        val refused = runCatching { family { child("no id") } }.exceptionOrNull() as FamilyException
        check(refused.problems.single().path == "children[0].id")
    }

    @Test
    fun `Family edit`() {
        val family = family { child("c1") }
        val told = family.edit { changeChild("c1") { born(2026, 2) } }
        check(told.children[0].born == PartialDate.of(2026, 2))
    }

    @Test
    fun `Decision`() {
        fun line(decision: Decision): String = when (decision) {
            Decision.Eligible -> "for you now"
            is Decision.NotYet -> "from ${decision.from}"
            is Decision.NoLonger -> "until ${decision.since.minusDays(1)}"
            Decision.NotEligible -> "not for you"
            Decision.Undetermined -> "we would need to know more"
        }
        check(line(Decision.Eligible) == "for you now")
    }

    @Test
    fun `Programme assess`() {
        val assessment = programme.assess(family { child("c1") { born(2026, 2, 11) } }, on = LocalDate.of(2026, 6, 1))
        check(assessment.offers[0].decision == Decision.Eligible)

        // A programme says nothing outside its validity.
        val refused = runCatching { programme.assess(family { }, LocalDate.of(2025, 6, 1)) }.exceptionOrNull()
        check((refused as DateException).code == "date.outside_validity")
    }

    @Test
    fun `Programme unread`() {
        val slip = programme.unread(family { support("home-visits"); fact("savngs", 300) })
        check(slip.map { it.path } == listOf("supports[0].offer", "facts.savngs"))
        check(slip[0].help == "did you mean `home-visit`?")
    }

    @Test
    fun `Answer`() {
        val seen = Answer.of(Intensity.MODERATE).voice("midwife").asOf(LocalDate.of(2026, 5, 4))
        val languages = Answer.codes(listOf("pt", "fr"))
        check(Answer.of(PartialDate.of(2026, 2)) == Answer.of("2026-02"))
        assertEquals("""{"value":"moderate","voice":"midwife","as_of":"2026-05-04"}""", seen.toJson())
        assertEquals("""["pt","fr"]""", languages.toJson())
    }

    @Test
    fun `AnswerType`() {
        val field = when (val type = programme.answerType(FactName("child[c1].born"))) {
            null -> "nobody can be asked"
            AnswerType.Bool, AnswerType.Complete -> "a switch"
            is AnswerType.Whole, is AnswerType.Decimal, is AnswerType.Money -> "a field for a number"
            is AnswerType.Date, AnswerType.PartialDate -> "a calendar"
            AnswerType.Code, AnswerType.Codes -> "a field for a text"
            is AnswerType.Enum -> "a list of ${type.values}"
            is AnswerType.Observation -> "not for the family: a professional answers"
        }
        check(field == "a calendar")
    }

    @Test
    fun `Questionnaire`() {
        val start = Questionnaire(programme, family { child("c1") }, on = LocalDate.of(2026, 6, 1))
        check(start.next?.fact == FactName("child[c1].born"))

        val told = start.answer(PartialDate.of(2026, 2))
        check(told.isSettled && told.assessment.offers[0].decision == Decision.Eligible)

        // A family that would rather not say: nothing is refused for it, the answer stays open.
        val declined = start.decline()
        check(declined.isSettled && declined.assessment.offers[0].decision == Decision.Undetermined)

        // What does not fit is refused, and the question stands.
        val refused = runCatching { start.answer("last spring") }.exceptionOrNull() as FamilyException
        check(refused.problems.single().path == "answer")

        // A phone may end the app at any time: what was saved goes on where it was.
        check(Questionnaire.fromJson(programme, told.toJson()) == told)
    }

    @Test
    fun `Dictionary`() {
        check(Dictionary.shipped("de-CH").language == "de")
        val refused = runCatching { Dictionary.shipped("rm") }.exceptionOrNull() as DictionaryException
        check(refused.code == "words.language")
    }

    @Test
    fun `Explanation`() {
        val words = programme.explain(family { child("c1") }, LocalDate.of(2026, 6, 1), Dictionary.shipped("en"), Audience.FAMILY)
        check(words.offers[0].title == "Home visit")
        check(words.questions[0].fact == FactName("child[c1].born"))
    }

    @Test
    fun `MillejoursException`() {
        val refused = runCatching { Programme.fromToml("schema = 1\nidd = 'house'") }.exceptionOrNull() as ProgrammeException
        check(refused.problems.any { it.help == "did you mean `id`?" })
    }

    @Test
    fun `LawOptions`() {
        val options = LawOptions(adults = 1, children = 3)
        check(programme.laws(options).limits.children == 3)
    }

    @Test
    fun `Progress`() {
        val stopped = programme.laws(progress = { done, of -> done < of / 2 })
        check(stopped.of(Law.FREE_AND_VOLUNTARY).undecided.any { it.bound == Bound.STOPPED })
    }

    @Test
    fun `Laws`() {
        val laws = programme.laws()
        val line = when (val verdict = laws.of(Law.FLOOR).verdict) {
            Verdict.Holds -> "holds"
            is Verdict.Broken -> "broken: ${verdict.breaks[0].kind}"
            is Verdict.NotDecided -> "not decided: ${verdict.undecided.map { it.bound }}"
        }
        // A family without a child under two has nothing of a programme that only visits those.
        check(line == "broken: NO_UNIVERSAL_OFFER" && laws.of(Law.GRADIENT).verdict == Verdict.Holds)
    }

    @Test
    fun `Lints`() {
        val lint = programme.lints().lints.single()
        check(lint.kind == LintKind.NO_SOURCE && lint.path == "offers[0].when[0]")
    }

    @Test
    fun `Differences`() {
        val later = Programme.fromToml(VISIT.replace("< 24", "< 36"))
        val gain = programme.difference(later).differences.single()
        check(gain.effect == Effect.GAINS)
        val term = gain.regions[0][0]
        check(term.fact == "child.age_months" && term.from == "24" && term.until == "35")
    }

    @Test
    fun `Changed`() {
        val paid = Programme.fromToml(VISIT.replace("cost = \"free\"", "cost = { amount = \"50\", currency = \"EUR\" }"))
        val changed = programme.difference(paid).changed.single()
        check(changed.what == Aspect.COST && changed.before == "free" && changed.after == "50.00 EUR")
    }

    @Test
    fun `Schedule`() {
        val schedule = programme.schedule(family { child("c1") { born(2026, 2, 11) } }, on = LocalDate.of(2026, 6, 1))
        val entry = schedule.entries.single()
        check(entry.status == ScheduleStatus.OPEN && entry.days.until == LocalDate.of(2028, 2, 10))

        // What was stored comes back; what no schedule says does not.
        check(Schedule.fromJson(schedule.json) == schedule)
        val refused = runCatching { Schedule.fromJson(schedule.json.replace("\"open\"", "\"coming\"")) }.exceptionOrNull()
        check((refused as ScheduleException).code == "schedule.contradiction")
    }

    @Test
    fun `Laws toText`() {
        val page = programme.laws().toText(programme, Dictionary.shipped("en"))
        check("Something for everyone: does not hold" in page)
    }

    @Test
    fun `Lints toText`() {
        val page = programme.lints().toText(programme, Dictionary.shipped("en"))
        check(page.endsWith("It does not say where it comes from."))
    }

    @Test
    fun `Differences toText`() {
        val later = Programme.fromToml(VISIT.replace("< 24", "< 36"))
        val page = programme.difference(later).toText(programme, later, Dictionary.shipped("en"))
        check("new for some families" in page)
    }

    @Test
    fun `ConsentDecision toText`() {
        val nothing = "{\"schema\": 1}"
        val request = """{"recipient": "provider:pmi", "purpose": "care", "categories": ["health"], "about": ["family"],
            "act": "ordinary"}"""
        val decision = programme.decide(Family.fromJson(nothing), nothing, "FR", request, LocalDate.of(2026, 6, 1))
        val page = decision.toText(Dictionary.shipped("en"), Audience.FAMILY, mapOf("provider:pmi" to "the nurse"))
        check(page.startsWith("Before this is shown to the nurse, for helping you, it needs a yes."))
    }

    @Test
    fun `referralWaitsJson`() {
        val asked = """{"schema": 1, "referrals": [{"schema": 1, "id": "r1", "offer": "visit", "provider": "provider:pmi", "sender": "adult:a1", "about": ["family"],""" +
            """"steps": [{"state": "draft", "on": "2026-06-01", "by": "adult:a1"}]}]}"""
        val on = LocalDate.of(2026, 6, 30)
        check("{\"stage\":\"agreed\",\"reached\":1," in referralWaitsJson(asked, on, 1))
        check("{\"stage\":\"agreed\",\"reached\":null," in referralWaitsJson(asked, on, 3))
    }

    @Test
    fun `consentDpvJson`() {
        val consent = """{"id": "g1", "giver": "adult:a1", "gives": ["processing"], "purpose": "referral", "categories": ["health"],
            "recipients": ["provider:pmi"], "about": ["adult[a1]"], "act": "ordinary", "from": "2026-06-01", "status": "given",
            "since": "2026-06-01"}"""
        check("\"@type\":\"dpv:ConsentGiven\"" in consentDpvJson(consent, LocalDate.of(2026, 6, 15)))
    }

    @Test
    fun `Programme discloseFhir`() {
        val known = Family.fromJson("""{"schema": 1, "adults": [{"id": "a1", "born": "1994-05"}]}""")
        val request = """{"recipient": "adult:a1", "purpose": "orientation", "categories": ["birth"], "about": ["adult[a1]"],
            "act": "ordinary"}"""
        val (none, on, id) = Triple("{\"schema\": 1}", LocalDate.of(2026, 6, 1), DisclosureId("d1"))
        val bundle = programme.discloseFhir(known, none, "FR", request, on, id, "https://records.example/fhir/d1")
        check("{\"resourceType\":\"Patient\",\"id\":\"adult.a1\",\"birthDate\":\"1994-05\"}" in bundle)
    }

    @Test
    fun `Schedule toText`() {
        val child = family { child("c1") { born(2026, 2, 11) } }
        val schedule = programme.schedule(child, on = LocalDate.of(2026, 6, 1))
        val page = schedule.toText(programme, child, Dictionary.shipped("en"), Audience.FAMILY)
        check(page.endsWith("until 10 February 2028"))
    }

    @Test
    fun `ProgrammeHistory scheduleText`() {
        val history = ProgrammeHistory(listOf(programme))
        val (nobody, on) = family { } to LocalDate.of(2026, 6, 1)
        val said = history.scheduleText(history.schedule(nobody, on), nobody, Dictionary.shipped("en"), Audience.FAMILY)
        check(said == history.scheduleTextJson(nobody.toJson(), on, Dictionary.shipped("en"), Audience.FAMILY))
    }

    @Test
    fun `CalendarOptions`() {
        val asked = Programme.fromToml(VISIT.replace("when =", "due = { in_month = 3 }\nwhen ="))
        val child = family { child("c1") { born(2026, 2, 11) } }
        val schedule = asked.schedule(child, on = LocalDate.of(2026, 4, 1))
        // Drawn at random once, and kept: the events of one family keep their names by it.
        val options = CalendarOptions(namespace = "0b1f8a52-6d9e-4c6b", reminderDays = 3)
        val calendar = schedule.toICalendar(Dictionary.shipped("de"), options)
        check("SUMMARY;LANGUAGE=de:Termin\r\n" in calendar && "c1" !in calendar && "visit" !in calendar)

        val refused = runCatching { schedule.toICalendar(Dictionary.shipped("de"), CalendarOptions("family-7")) }.exceptionOrNull()
        check((refused as ScheduleException).code == "schedule.namespace")
    }

    @Test
    fun `Accompaniment`() {
        val (guide, mother) = Party("provider:guide") to Party("adult:a1")
        val day = LocalDate.of(2026, 3, 4)
        val active = Accompaniment.propose(AccompanimentId("w1"), guide, listOf(About("family")), day)
            .turn(AccompanimentState.ACTIVE, mother, day)
            .goal(GoalId("o1"), "a place to stay", GoalState.OPEN, day)
        check(active.goals.getValue(GoalId("o1")).words == "a place to stay")

        // Whoever accompanies does not end it.
        val refused = runCatching { active.turn(AccompanimentState.ENDED, guide, day) }.exceptionOrNull() as JournalException
        check(refused.code == "accompaniment.actor")
        check(active.turn(AccompanimentState.ENDED, mother, day).state == AccompanimentState.ENDED)
    }

    @Test
    fun `Referral`() {
        val (midwife, mother) = Party("provider:midwife-7") to Party("adult:a1")
        val day = LocalDate.of(2026, 6, 1)
        val proposed = Referral.begin(
            ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = midwife,
            about = listOf(About("family")), first = ReferralStep.of(ReferralState.PROPOSED, day, midwife),
        )
        val later = proposed.step(ReferralStep.of(ReferralState.NOT_NOW, day, mother, until = day.plusMonths(1)))
        check(later.state == ReferralState.NOT_NOW && proposed.state == ReferralState.PROPOSED)

        // The midwife does not ask again in June.
        val again = ReferralStep.of(ReferralState.PROPOSED, day.plusDays(9), midwife)
        val refused = runCatching { later.step(again) }.exceptionOrNull() as JournalException
        check(refused.code == "referral.too_soon")
    }

    @Test
    fun `Referral toText`() {
        val draft = Referral.begin(
            ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = Party("adult:a1"),
            about = listOf(About("family")),
            first = ReferralStep.of(ReferralState.DRAFT, LocalDate.of(2026, 6, 1), Party("adult:a1")),
        )
        val page = draft.toText(LocalDate.of(2026, 6, 1), Dictionary.shipped("en"), Audience.FAMILY)
        check("You said yes. The request is being written, and has not been sent yet." in page)
    }

    @Test
    fun `ConsentDecision`() {
        val known = Family.fromJson("""{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1", "born": "1994-05-12"}]}""")
        fun asked(recipient: String) = """{"recipient": "$recipient", "purpose": "orientation", "categories": ["language"],
            "about": ["family"], "act": "ordinary"}"""
        val on = LocalDate.of(2026, 6, 1)
        fun line(decision: ConsentDecision): String = when (decision) {
            is ConsentDecision.Permit -> "may see it"
            is ConsentDecision.Ask -> decision.toText(Dictionary.shipped("en"), Audience.PROFESSIONAL)
            is ConsentDecision.Deny -> "may not see it"
        }
        // She reads what is her own; a service reads nothing before she was asked.
        check(line(programme.decide(known, "{\"schema\": 1}", "FR", asked("adult:a1"), on)) == "may see it")
        val service = programme.decide(known, "{\"schema\": 1}", "FR", asked("provider:pmi"), on)
        check(service is ConsentDecision.Ask && service.parts.single().reasons.any { it.code == ConsentReasonCode.NO_CONSENT })
    }

    @Test
    fun `WithdrawalDuty`() {
        val withdrawn = """{"schema": 1, "consents": [{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"],
            "purpose": "referral", "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["adult[a1]"],
            "act": "ordinary", "from": "2026-05-01", "status": "withdrawn", "since": "2026-06-01"}]}"""
        val (midwife, on) = Party("provider:midwife") to LocalDate.of(2026, 6, 1)
        // Nothing was disclosed yet: there is nothing to call back, and nobody to tell.
        val duty = WithdrawalDuty.all(withdrawn, emptyList(), midwife, on).single()
        check(duty.duty == WithdrawalDutyKind.STOP && duty.to == Party("provider:pmi") && duty.since == on)
        check(WithdrawalDuty.all(withdrawn, emptyList(), midwife, on.minusDays(1)).isEmpty())
    }

    @Test
    fun `Programme disclose`() {
        val known = Family.fromJson("""{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1", "born": "1994-05-12"}]}""")
        val request = """{"recipient": "adult:a1", "purpose": "orientation", "categories": ["language", "income"],
            "about": ["family"], "act": "ordinary"}"""
        val (none, on, id) = Triple("{\"schema\": 1}", LocalDate.of(2026, 6, 1), DisclosureId("d1"))
        val shown = programme.disclose(known, none, "FR", request, on, id)
        check(shown.view.toJson() == """{"schema":1,"languages":["pt"]}""")

        val service = request.replace("adult:a1", "provider:pmi")
        val refused = runCatching { programme.disclose(known, none, "FR", service, on, id) }.exceptionOrNull()
        check((refused as ConsentException).code == "consent.not_permitted")
    }

    @Test
    fun `SecretKey`() {
        val key = SecretKey.fromBytes(ByteArray(32) { 7 }) // in earnest 32 random bytes, from SecureRandom
        check(key.toString() == "SecretKey" && PublicKey.parse(key.publicKey.toString()) == key.publicKey)
    }

    @Test
    fun `UnsignedEvent`() {
        // What a Keystore does: the key stays with it, and it signs what it is given.
        val keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair()
        val public = PublicKey.fromBytes(keys.public.encoded.takeLast(32).toByteArray())
        val salt = ByteArray(32).also { SecureRandom().nextBytes(it) }
        val (author, on) = Party("adult:a1") to LocalDate.of(2026, 6, 1)
        val unsigned = Journal(JournalId("05".repeat(16))).draft(ThreadId("g1"), author, public, on, """{"kind": "note"}""", salt)
        val signature = Signature.getInstance("Ed25519").run {
            initSign(keys.private)
            update(unsigned.bytes())
            sign()
        }
        val event = unsigned.withSignature(signature)
        check(event.author == author && event.toString() == "JournalEvent(id=${event.id})")

        // A signature that is none of this key over these bytes is refused.
        val refused = runCatching { unsigned.withSignature(ByteArray(64)) }.exceptionOrNull() as JournalException
        check(refused.code == "journal.signature")
    }

    @Test
    fun `Journal merge`() {
        val (midwife, mother) = Party("provider:midwife") to Party("adult:a1")
        // In earnest 32 random bytes each, from SecureRandom.
        val (office, phone) = SecretKey.fromBytes(ByteArray(32) { 1 }) to SecretKey.fromBytes(ByteArray(32) { 2 })
        val roster = Roster.fromJson(
            """{"schema": 1, "keys": [{"party": "$midwife", "public": "${office.publicKey}"},
                {"party": "$mother", "public": "${phone.publicKey}"}]}""",
        )
        val (thread, on) = ThreadId("g1") to LocalDate.of(2026, 6, 1)
        val consent = Journal.consentEntry(
            """{"id": "g1", "giver": "adult:a1", "gives": ["release", "processing"], "purpose": "referral",
                "categories": ["birth"], "recipients": ["provider:pmi"], "about": ["child[c1]"], "act": "ordinary",
                "from": "2026-06-01", "evidence": {"form": "spoken"}, "status": "given", "since": "2026-06-01"}""",
        )
        // In earnest 32 random digits, drawn once for the family.
        val desk = Journal(JournalId("05".repeat(16)))
        desk.append(desk.draft(thread, midwife, office.publicKey, on, consent, salt = ByteArray(32) { 7 }).sign(office), roster, on)

        // Offline, the mother takes it back. However the copies meet, the withdrawal stands.
        val pocket = Journal.fromJsonl(desk.toJsonl(), desk.id, roster)
        val withdrawn = Journal.consentEntry(ConsentStatus.WITHDRAWN, by = mother)
        val later = on.plusDays(2)
        pocket.append(pocket.draft(thread, mother, phone.publicKey, later, withdrawn, ByteArray(32) { 8 }).sign(phone), roster, later)
        val merged = desk.merge(pocket, roster, later).journal
        check(merged.toJsonl() == pocket.merge(desk, roster, later).journal.toJsonl())
        check(merged.standings(later).single().state == "withdrawn")

        // And nobody gives it again: only a new consent permits.
        val yes = Journal.consentEntry(ConsentStatus.GIVEN)
        val again = merged.draft(thread, mother, phone.publicKey, later, yes, ByteArray(32))
        val refused = runCatching { merged.append(again.sign(phone), roster, later) }.exceptionOrNull() as JournalException
        check(refused.code == "consent.transition" && merged.size == 2)
    }

    /** The blocks of a language in a text of documentation, without what stands before each line. */
    private fun blocks(text: String, language: String, mark: Regex): List<String> =
        Regex("```$language\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(text.lines().joinToString("\n") { it.replace(mark, "") })
            .map { it.groupValues[1].trimIndent().trim() }.toList()

    private val kdoc = Regex("^ *\\*( |$)")

    private fun sources(folder: String) =
        File(folder).walk().filter { it.extension == "kt" }.sortedBy { it.path }.map { it.readText() }.toList()

    @Test
    fun `each example of the documentation stands here`() {
        val here = File("src/test/kotlin/org/millejours/ExamplesTest.kt").readText().lines().map { it.trim() }
        val examples = sources("src/main/kotlin").flatMap { blocks(it, "kotlin", kdoc) }
        assertTrue(examples.size >= 10)
        for (example in examples) {
            val lines = example.lines().map { it.trim() }
            assertTrue(here.windowed(lines.size).any { it == lines }, "no test has this example:\n$example")
        }
    }

    private val page = File("../README.md").readText()

    @Test
    fun `the examples of the page are the programs that run here, with what they print`() {
        val programs = listOf<Pair<String, () -> Unit>>(
            "FirstAnswer" to ::firstAnswer, "Phone" to ::phone, "Agreed" to ::agreed, "Desk" to ::desk, "Errors" to ::errors,
        )
        val printed = blocks(page, "text", Regex("^$"))
        val (gradle, shown) = blocks(page, "kotlin", Regex("^$")).partition { it.startsWith("plugins {") }
        assertEquals(1 to programs.size, gradle.size to shown.size)
        for ((index, program) in programs.withIndex()) {
            val (imports, body) = program(program.first)
            assertEquals((if (index == 0) imports.joinToString("\n") + "\n\n" else "") + body, shown[index])
            assertEquals(printed[index], printed(program.second))
        }
    }

    @Test
    fun `the sample is the program of the page, and both name what is built here`() {
        val (imports, body) = program("FirstAnswer")
        val main = imports.joinToString("\n") + "\n\nfun main() {\n" + body.lines().joinToString("\n") { it.prependIndent("    ").ifBlank { "" } } + "\n}\n"
        assertEquals(main, File("../sample/src/main/kotlin/Main.kt").readText())
        val pom = File("../pom.xml").readText()
        val (version, kotlin) = listOf("version", "kotlin.version").map { pom.substringAfter("<$it>").substringBefore("</") }
        val sample = File("../sample/pom.xml").readText()
        assertTrue("<artifactId>millejours</artifactId>\n      <version>$version<" in sample)
        assertTrue("<artifactId>kotlin-maven-plugin</artifactId>\n        <version>$kotlin<" in sample)
        assertTrue("\"org.millejours:millejours:$version\"" in page && "kotlin(\"jvm\") version \"$kotlin\"" in page)
    }

    @Test
    fun `the example of the front page is the program that runs here, and its remarks are what it prints`() {
        val shown = blocks(File("../../README.md").readText(), "kotlin", Regex("^$")).single()
        val (imports, body) = program("FrontPage")
        assertEquals((listOf("import java.io.File") + imports).joinToString("\n") + "\n\n" + body, shown)
        val remarks = shown.lines().filter { it.startsWith("println(") }.map { it.substringAfter(" // ") }
        assertTrue(remarks.isNotEmpty())
        assertEquals(remarks.joinToString("\n"), printed(::frontPage))
    }

    /** What the page shows of a program: its imports, and what stands between its marks. */
    private fun program(name: String): Pair<List<String>, String> {
        val source = File("src/test/kotlin/readme/$name.kt").readText()
        val imports = source.lines().filter { it.startsWith("import org.millejours.") || it.startsWith("import java.time") }
        return imports to source.substringAfter("// begin\n").substringBefore("// end").trimIndent().trim()
    }

    private fun printed(program: () -> Unit): String {
        val out = ByteArrayOutputStream()
        val before = System.out
        System.setOut(PrintStream(out, true))
        try {
            program()
        } finally {
            System.setOut(before)
        }
        return out.toString().trim()
    }

    @Test
    fun `the example for Java compiles and runs`(@TempDir folder: Path) {
        val example = sources("src/main/kotlin").flatMap { blocks(it, "java", kdoc) }.single()
        val source = """
            import java.time.LocalDate;
            import java.util.List;
            import org.millejours.*;
            public class Example implements java.util.concurrent.Callable<String> {
                public String call() {
                    ${example.lines().joinToString("\n                    ")}
                    Programme programme = Programme.fromToml(readme.VisitKt.VISIT);
                    OfferAnswer answer = programme.assess(family, LocalDate.of(2026, 6, 1)).getOffers().get(0);
                    String offer = answer.getOffer();
                    String subject = answer.getSubject();
                    String id = family.getId();
                    String child = family.getChildren().get(0).getId();
                    AnswerType type = programme.answerType("child[c1].born");
                    Family told = programme.answer(family, "family.languages", Answer.codes(List.of("pt")));
                    Family declined = programme.decline(family, "family.languages");
                    FactValue value = family.getChildren().get(0).getFacts().get("born_preterm").getValue();
                    Questionnaire asked = new Questionnaire(programme, declined, LocalDate.of(2026, 6, 1));
                    Child known = family.getChildren().get(0);
                    Family later = family.toBuilder()
                        .replace(known.toBuilder().born((PartialDate) null).forget("born_preterm").build())
                        .remove(MemberList.ADULTS, "nobody")
                        .removeNeed("parenting")
                        .build();
                    if (!later.toJson().equals("{\"schema\":1,\"id\":\"f-001\",\"territory\":\"FR-69381\",\"children\":[{\"id\":\"c1\"}]}"))
                        throw new AssertionError("what was taken back is still there");
                    Reason reason = answer.getReasons().get(0);
                    String window = reason.getRule();
                    if (!(reason.fact("child[c1].age_months") instanceof Reading.One age) || !age.getValue().text().equals("3"))
                        throw new AssertionError(window);
                    if (reason.fact("adults") != null) throw new AssertionError();
                    OfferAnswer open = programme.assess(later, LocalDate.of(2026, 6, 1)).getOffers().get(0);
                    if (!open.getMissing().get(0).getValue().equals("child[c1].born")) throw new AssertionError();
                    Questionnaire light = new Questionnaire(programme, later, LocalDate.of(2026, 6, 1)).answer("2026-02");
                    if (!light.isSettled()) throw new AssertionError();
                    return offer + " " + subject + " " + id + " " + child + " " + type + " " + told.getLanguages() + " "
                        + value.text() + " " + asked.isSettled() + " " + answer.getDecision().getWord();
                }
            }
        """.trimIndent()
        val file = folder.resolve("Example.java").toFile().apply { writeText(source) }
        val compiler = ToolProvider.getSystemJavaCompiler()
        val told = ByteArrayOutputStream()
        val path = System.getProperty("java.class.path")
        val result = compiler.run(null, told, told, "-cp", path, "-d", folder.toString(), file.path)
        assertEquals(0, result, told.toString())
        URLClassLoader(arrayOf(folder.toUri().toURL()), javaClass.classLoader).use { loader ->
            val example = loader.loadClass("Example").getDeclaredConstructor().newInstance() as java.util.concurrent.Callable<*>
            assertEquals("home-visit c1 f-001 c1 PartialDate [pt] true true eligible", example.call())
        }
    }

    @Test
    fun `RetentionRules`() {
        val rules = RetentionRules.fromToml("schema = 1\n[[keep]]\nthread = 'referral'\ndays = 1095\n")
        check(rules.size == 1 && RetentionRules.fromJson(rules.toJson()) == rules)
        check(Journal(JournalId("05".repeat(16))).dueForErasure(rules, LocalDate.of(2026, 6, 1)).isEmpty())

        val refused = runCatching { RetentionRules.fromJson("{\"schema\": 1}") }.exceptionOrNull() as JournalException
        check(refused.code == "document.missing_key")
    }

    @Test
    fun `Waiting`() {
        val (mother, nursery, day) = Triple(Party("adult:a1"), Party("provider:nursery"), LocalDate.of(2026, 6, 1))
        val draft = Referral.begin(
            ReferralId("r1"), OfferId("place"), nursery, sender = mother, about = listOf(About("family")),
            first = ReferralStep.of(ReferralState.DRAFT, day, mother),
        )
        val requested = draft.step(ReferralStep.of(ReferralState.REQUESTED, day, mother, disclosure = DisclosureId("d1")))
        val listed = requested.step(ReferralStep.of(ReferralState.ACCEPTED, day, nursery, capacity = Capacity.WAITLIST))
        val first = Waiting.list(listOf(listed, draft), OfferId("place")).single()
        check(first.place == 1 && first.referral == listed.id && first.since == day)
    }

    @Test
    fun `Cascade`() {
        val (midwife, day) = Party("provider:midwife-7") to LocalDate.of(2026, 6, 1)
        val proposed = Referral.begin(
            ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = midwife,
            about = listOf(About("family")), first = ReferralStep.of(ReferralState.PROPOSED, day, midwife),
        )
        val all = Cascade.all(listOf(proposed), day, atLeast = 1).single()
        check(all.offer == OfferId("home-visit") && all.stages.first().reached == 1L)
        // One family alone is not told to many.
        check(Cascade.all(listOf(proposed), day, atLeast = 5).single().stages.first().reached == null)
    }

    @Test
    fun `Replay`() {
        val key = SecretKey.fromBytes(ByteArray(32) { 1 }) // in earnest 32 random bytes, from SecureRandom
        val (midwife, on) = Party("provider:midwife") to LocalDate.of(2026, 6, 1)
        val roster = Roster.fromJson("""{"schema": 1, "keys": [{"party": "$midwife", "public": "${key.publicKey}"}]}""")
        val journal = Journal(JournalId("05".repeat(16)))
        val note = """{"kind": "note", "text": "telephoned"}"""
        journal.append(journal.draft(ThreadId("n1"), midwife, key.publicKey, on, note, ByteArray(32) { 7 }).sign(key), roster, on)

        Replay(journal.id, roster).use { replay ->
            // In earnest the reader of a file, which is the caller's to close.
            check(replay.read(journal.toJsonl().reader()).map { it.thread }.toList() == listOf(ThreadId("n1")))
            check(replay.size == 1L && replay.heads == journal.heads)
        }

        // A line that is refused is told by its number; the next may be taken.
        Replay(journal.id, roster).use { replay ->
            val refused = runCatching { replay.push("{}") }.exceptionOrNull() as JournalException
            check(refused.problems.first().line == 1)
            check(replay.push(journal.toJsonl().trimEnd()) == journal.events.single())
            replay.finish()
        }
    }

    @Test
    fun `Journal toBeMarked`() {
        val key = SecretKey.fromBytes(ByteArray(32) { 1 }) // in earnest 32 random bytes, from SecureRandom
        val (mother, on) = Party("adult:a1") to LocalDate.of(2026, 6, 1)
        val roster = Roster.fromJson("""{"schema": 1, "keys": [{"party": "$mother", "public": "${key.publicKey}"}]}""")
        val journal = Journal(JournalId("05".repeat(16)))
        fun say(thread: ThreadId, entry: String) =
            journal.append(journal.draft(thread, mother, key.publicKey, on, entry, ByteArray(32) { 9 }).sign(key), roster, on)
        say(
            ThreadId("r1"),
            """{"kind": "referral", "offer": "shelter", "provider": "provider:pmi", "sender": "adult:a1", "about": ["family"],
                "state": "draft", "by": "adult:a1"}""",
        )
        val (keep, from) = listOf(Keep("referral[r1]")) to listOf(Party("adult:a2"))
        say(ThreadId("k1"), Journal.confidenceEntry(mother, keep, from))
        // The referral was said before it was confided: its copies do not know.
        val mark = journal.toBeMarked(family { }).single()
        check(mark.thread == ThreadId("r1") && say(mark.thread, mark.entry))
        check(journal.toBeMarked(family { }).isEmpty())
    }

    @Test
    fun `WithdrawalDuty toText`() {
        val duties = """{"schema": 1, "on": "2026-06-02", "duties": [{"duty": "stop", "who": "provider:midwife",
            "to": "provider:pmi", "since": "2026-06-01", "consent": "g1", "because": "withdrawn"}]}"""
        val names = mapOf("provider:pmi" to "the nurse")
        val page = WithdrawalDuty.toText(duties, Dictionary.shipped("en"), Audience.FAMILY, names)
        check(page.lines()[1] == "  the nurse" && page.lines()[2] == "    From now on nothing more is shown.")
    }

    @Test
    fun `Referral toEntry`() {
        val (midwife, mother) = Party("provider:midwife-7") to Party("adult:a1")
        val proposed = Referral.begin(
            ReferralId("r1"), OfferId("home-visit"), provider = Party("provider:pmi"), sender = midwife,
            about = listOf(About("family")), first = ReferralStep.of(ReferralState.PROPOSED, LocalDate.of(2026, 6, 1), midwife),
        )
        check(""""asked":["adult:a1"]""" in proposed.toEntry(asked = listOf(mother)))

        // The mother said yes, and the midwife writes it down.
        val yes = ReferralStep.of(ReferralState.DRAFT, LocalDate.of(2026, 6, 2), mother)
        check(""""evidence":{"form":"spoken"}""" in yes.toEntry(Evidence.of(EvidenceForm.SPOKEN)))
    }

    @Test
    fun `Journal consentEntry`() {
        val mother = Party("adult:a1")
        val withdrawn = """{"kind":"consent","status":"withdrawn","by":"adult:a1"}"""
        check(Journal.consentEntry(ConsentStatus.WITHDRAWN, by = mother) == withdrawn)

        // She said no, and is not asked before September.
        val no = Journal.consentEntry(ConsentStatus.REFUSED, by = mother, again = LocalDate.of(2026, 9, 1))
        check(""""again":"2026-09-01"""" in no)
    }

    @Test
    fun `Journal confidenceEntry`() {
        val mother = Party("adult:a1")
        val kept = Journal.confidenceEntry(mother, keep = listOf(Keep("child[c2]")), from = listOf(Party("adult:a2")))
        check(""""keep":["child[c2]"],"from":["adult:a2"],"status":"kept"""" in kept)

        // She lifts it later, in the same thread.
        val lifted = """{"kind":"confidence","status":"lifted","by":"adult:a1"}"""
        check(Journal.confidenceEntry(ConfidenceStatus.LIFTED, by = mother) == lifted)
    }
}
