package org.millejours

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.dataformat.toml.TomlMapper
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import java.util.HexFormat
import kotlin.io.path.extension
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readBytes
import kotlin.io.path.readText
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.Test
import org.millejours.internal.assessmentJson
import org.millejours.internal.scheduleJson

/** Replays the shared vectors; their form is told in tests/src/lib.rs. */
class VectorsTest {
    private val toml = TomlMapper()
    private val json = ObjectMapper()
    private val root: Path = generateSequence(Path.of("").toAbsolutePath()) { it.parent }
        .first { it.resolve("tests/vectors").isDirectory() }

    private val histories = setOf("history", "history_files")
    private val programmes = setOf("programme", "programme_json", "programme_hex", "programme_file") + histories
    private val families = setOf("family", "family_hex", "family_file")
    private val results = setOf("expect", "error", "prints", "reads", "unread")
    private val writings = setOf("warnings", "writes_json", "writes_toml")
    private val tellings = setOf("fact", "decline", "unread")
    private val asked = tellings + setOf("answer", "asks")
    private val words = setOf("language", "dictionary", "dictionary_file")
    private val lists = histories + "vocabularies"
    private val scheduled = setOf("gives", "icalendar")
    private val proofs = setOf("laws", "lints", "difference")
    private val proving = proofs + setOf("law", "after", "after_file")
    private val limits = setOf("adults", "children", "pregnancies", "expected")
    private val alone = programmes + families + writings + asked + scheduled + proving + setOf("on", "vocabularies", "audience")
    private val standing = setOf("condition", "assessment", "schedule")
    private val keys = setOf("name", "about") + standing + alone + words + results

    private fun JsonNode.keys(): Set<String> = fieldNames().asSequence().toSet()

    private fun JsonNode.text(key: String): String? = get(key)?.asText()

    private fun JsonNode.texts(key: String): List<String> = get(key).map { it.asText() }

    /** What is wrong with the form of a case. */
    private fun form(case: JsonNode, default: Boolean): String? {
        val given = case.keys()
        val odd = given.firstOrNull { key ->
            val value = case[key]
            when (key) {
                in lists -> !value.isArray || value.any { !it.isTextual }
                in proofs -> !isProof(value)
                else -> !value.isTextual
            }
        }
        val result = given intersect results
        return when {
            (given - keys).isNotEmpty() -> "unknown keys ${given - keys}"
            odd != null -> "$odd has a value of another type"
            case.text("name").isNullOrEmpty() -> "it has no name"
            (given intersect results + writings).isEmpty() -> "it expects nothing"
            result.size > 1 -> "it expects several results"
            "condition" in given ->
                if ((given intersect alone + standing + "expect").size == 1) {
                    null
                } else {
                    "a condition stands alone, with `prints` or `error`"
                }
            "assessment" in given ->
                if ((given intersect alone + standing + "prints").size == 1) {
                    null
                } else {
                    "an assessment stands alone, with `expect` or `error`"
                }
            "schedule" in given ->
                if ((given intersect alone + standing + words + "prints").size == 1) {
                    null
                } else {
                    "a schedule stands alone, with `expect` or `error`"
                }
            "gives" in given && case.text("gives") != "schedule" -> "`gives` is \"schedule\""
            (given intersect scheduled).isNotEmpty() && "on" !in given -> "a schedule needs a family and a day"
            "icalendar" in given && "audience" in given -> "a calendar has no audience"
            "icalendar" in given -> calendar(given) ?: related(given, default)
            (given intersect words).isNotEmpty() && (given intersect proofs + "audience").isEmpty() ->
                if ((given intersect alone).isEmpty() && "error" in given) null else "a dictionary alone has `error`"
            else -> words(given) ?: related(given, default)
        }
    }

    /** What a proof is asked: how large families are, and what units weigh. */
    private fun isProof(value: JsonNode): Boolean =
        value.isObject && (value.keys() - limits - setOf("weights", "cliff")).isEmpty() &&
            value.keys().all { key -> if (key in limits) value[key].isInt else value[key].isObject && value[key].all { it.isInt } }

    private fun calendar(given: Set<String>): String? =
        "a calendar needs one dictionary".takeIf { (given intersect words).size != 1 || "gives" in given || "reads" in given }

    /** What is wrong with the keys of words. */
    private fun words(given: Set<String>): String? {
        val (proof, worded) = (given intersect proofs).isNotEmpty() to (given intersect words).size
        val told = "error" in given || ("reads" in given) == (worded == 1)
        return when {
            proof && (worded > 1 || "audience" in given || !told) ->
                "a proof in words needs one dictionary and no audience, and `reads` or `error`"
            "law" in given && "reads" in given -> "`law` picks one of `laws` as JSON"
            !proof && ("audience" in given) != (worded == 1) -> "an audience and one dictionary go together"
            "audience" in given && "on" !in given -> "words need a family and a day"
            "reads" in given && worded == 0 -> "`reads` needs a dictionary"
            else -> null
        }
    }

    /** What is wrong with what goes together. */
    private fun related(given: Set<String>, default: Boolean): String? {
        val result = given intersect results
        return when {
            "prints" in given -> "`prints` belongs to a condition"
            (given intersect programmes).size > 1 || (given intersect families).size > 1 ->
                "it has several programmes or families"
            (given intersect programmes).isEmpty() && !default -> "it has no programme"
            ("fact" in given) != ("answer" in given) -> "`fact` and `answer` go together"
            "law" in given && "laws" !in given -> "`law` picks one of `laws`"
            (given intersect tellings + proofs + setOf("on", "asks")).size > 1 -> "it asks several things"
            (given intersect histories).isNotEmpty() && (given intersect asked).isNotEmpty() -> "a history is not answered"
            (given intersect histories).isNotEmpty() && (given intersect proofs).isNotEmpty() ->
                "the laws are those of one programme"
            ("difference" in given) != ("after" in given || "after_file" in given) ->
                "a difference needs the programme that comes after"
            (given intersect families).isNotEmpty() != (given intersect tellings + "on").isNotEmpty() ->
                "a family and `on`, `fact`, `decline` or `unread` go together"
            "expect" in given && (given intersect families + proofs + "asks").isEmpty() -> "`expect` needs a family"
            (given intersect families + proofs + "asks").isNotEmpty() && result.isEmpty() -> "a family needs `expect`, `unread` or `error`"
            (given intersect histories).isNotEmpty() && (given intersect writings).isNotEmpty() ->
                "a history has no warnings and is not written"
            else -> null
        }
    }

    private fun bytes(digits: String): ByteArray = HexFormat.of().parseHex(digits)

    private fun fromFile(path: String, known: List<Vocabulary>): Programme {
        val bytes = root.resolve(path).readBytes()
        return if (path.endsWith(".json")) Programme.fromJson(bytes, known) else Programme.fromToml(bytes, known)
    }

    private fun history(case: JsonNode, known: List<Vocabulary>): ProgrammeHistory? =
        when {
            "history" in case.keys() -> ProgrammeHistory(case.texts("history").map { Programme.fromToml(it, known) })
            "history_files" in case.keys() -> ProgrammeHistory(case.texts("history_files").map { fromFile(it, known) })
            else -> null
        }

    private fun programme(case: JsonNode, default: String?, known: List<Vocabulary>): Programme =
        case.text("programme_json")?.let { Programme.fromJson(it, known) }
            ?: case.text("programme_hex")?.let { Programme.fromToml(bytes(it), known) }
            ?: case.text("programme_file")?.let { fromFile(it, known) }
            ?: Programme.fromToml(case.text("programme") ?: default!!, known)

    private fun answer(case: JsonNode, text: (String) -> String, bytes: (ByteArray) -> String): String =
        case.text("family")?.let(text) ?: bytes(family(case))

    private fun family(case: JsonNode): ByteArray =
        case.text("family")?.utf8() ?: case.text("family_hex")?.let { bytes(it) }
            ?: root.resolve(case.text("family_file")!!).readBytes()

    /** What a case asks for in place of an assessment. */
    private fun ask(programme: Programme, case: JsonNode): String? {
        val raw = programme.native()
        case.text("asks")?.let { fact ->
            return (raw.answerTypeJson(fact.utf8()) ?: "null").also { TypedReplay.asked(programme, fact, it) }
        }
        val (fact, told) = (case.text("fact") ?: case.text("decline") ?: return null) to case.text("answer")
        val tell = { family: ByteArray ->
            val name = fact.utf8()
            calling { if (told == null) raw.declineJson(family, name) else raw.answerJson(family, name, told.utf8()) }
                .also { TypedReplay.told(programme, family, fact, told, it) }
        }
        return answer(case, { tell(it.utf8()) }, tell)
    }

    /** The dictionary that a case names, if any. */
    private fun dictionary(case: JsonNode): Dictionary? =
        case.text("language")?.let { Dictionary.shipped(it) }
            ?: case.text("dictionary")?.let { Dictionary.fromToml(it) }
            ?: case.text("dictionary_file")?.let { Dictionary.load(root.resolve(it)) }

    private fun audience(case: JsonNode): Audience = Audience.valueOf(case.text("audience")!!.uppercase())

    /** An answer in words: whole, and its page. */
    private fun tell(came: MutableMap<String, String>, told: String) {
        came["expect"] = told
        came["reads"] = json.readTree(told)["text"].asText()
    }

    private fun stored(text: String): String =
        calling { assessmentJson(text.utf8()) }.also { TypedReplay.stored(text, it) }

    private fun storedSchedule(text: String): String =
        calling { scheduleJson(text.utf8()) }.also { TypedReplay.storedSchedule(text, it) }

    /** A calendar's lines end in CRLF; a vector's do not. */
    private fun lines(calendar: String): String {
        val lines = calendar.replace("\r\n", "\n")
        check('\r' !in lines && lines.count { it == '\n' } == calendar.windowed(2).count { it == "\r\n" })
        return lines.trimEnd()
    }

    private fun options(asked: JsonNode): LawOptions {
        fun amounts(key: String) = asked[key]?.properties()?.associate { it.key to it.value.asInt() }.orEmpty()
        val (adults, children, pregnancies, expected) = limits.map { asked[it]?.asInt() }
        return LawOptions(adults, children, pregnancies, expected, amounts("weights"), amounts("cliff"))
    }

    /** What the programme proves, of all laws or of the one that is picked; its lints; how another differs from it. */
    private fun proved(programme: Programme, case: JsonNode, known: List<Vocabulary>): String {
        case["lints"]?.let { asked ->
            return programme.lintsJson(options(asked)).also { TypedReplay.looked(programme.lints(options(asked)), it) }
        }
        case["difference"]?.let { asked ->
            val after = after(case, known)
            val came = programme.differenceJson(after, options(asked))
            return came.also { TypedReplay.compared(programme.difference(after, options(asked)), it) }
        }
        val options = options(case["laws"])
        val came = programme.lawsJson(options)
        TypedReplay.proved(programme.laws(options), came)
        val law = case.text("law") ?: return came
        return tree(came).jsonObject.getValue("laws").jsonArray.single { it.jsonObject.text("law") == law }.toString()
    }

    /** The same in words. */
    private fun proved(programme: Programme, case: JsonNode, known: List<Vocabulary>, words: Dictionary): String {
        case["lints"]?.let { return programme.lints(options(it)).toText(programme, words) }
        case["difference"]?.let {
            val after = after(case, known)
            return programme.difference(after, options(it)).toText(programme, after, words)
        }
        return programme.laws(options(case["laws"])).toText(programme, words)
    }

    private fun after(case: JsonNode, known: List<Vocabulary>): Programme =
        case.text("after")?.let { Programme.fromToml(it, known) } ?: fromFile(case.text("after_file")!!, known)

    /** What a case asks for of a family and a day, in place of an assessment, with the key under which it is written. */
    private fun scheduled(
        case: JsonNode, programme: Programme?, history: ProgrammeHistory?, words: Dictionary?,
    ): Pair<String, String> {
        val (family, on) = family(case) to case.text("on")!!
        case.text("icalendar")?.let { options ->
            val told = programme?.icalendarJson(family, on.utf8(), words!!, options)
                ?: history!!.icalendarJson(family, on.utf8(), words!!, options)
            TypedReplay.calendar(programme, history, family, on, words, options, told)
            return "expect" to lines(told)
        }
        if (words != null) {
            val told = programme?.scheduleTextJson(family, on.utf8(), words, audience(case))
                ?: history!!.scheduleTextJson(family, on.utf8(), words, audience(case))
            TypedReplay.told(programme, history, family, on, words, audience(case), told)
            return "reads" to told
        }
        val told = programme?.scheduleJson(family, on.utf8()) ?: history!!.scheduleJson(family, on.utf8())
        TypedReplay.scheduled(programme, history, family, on, told)
        return "expect" to told
    }

    /** What comes out of a case, by the key under which it is written. */
    private fun play(case: JsonNode, group: JsonNode): Map<String, String> {
        val came = mutableMapOf<String, String>()
        try {
            case.text("condition")?.let { return mapOf("prints" to formatCondition(it)) }
            case.text("assessment")?.let { return mapOf("expect" to stored(it)) }
            case.text("schedule")?.let { return mapOf("expect" to storedSchedule(it)) }
            val on = case.text("on")
            val words = dictionary(case)
            if (words != null && on == null && case.keys().none { it in proofs }) return came
            val texts = listOf(case, group).firstOrNull { it.has("vocabularies") }?.texts("vocabularies").orEmpty()
            val known = texts.map { Vocabulary.fromToml(it) }
            val history = history(case, known)
            if (history != null) {
                if (case.keys().any { it in scheduled }) {
                    came += scheduled(case, null, history, words)
                } else if (on != null && words != null) {
                    tell(came, history.explainJson(family(case), on.utf8(), words, audience(case)))
                } else if (on != null) {
                    came["expect"] = answer(case, { history.assessJson(it, on) }, { history.assessJson(it, on) })
                }
                return came
            }
            val programme = programme(case, group.text("programme"), known)
            came["warnings"] = programme.warningsJson()
            came["writes_json"] = programme.toJson()
            came["writes_toml"] = programme.toToml()
            if (case.has("writes_json")) {
                assertEquals(programme.toJson(), Programme.fromJson(programme.toJson(), known).toJson())
            }
            if (case.has("writes_toml")) {
                assertEquals(programme.toToml(), Programme.fromToml(programme.toToml(), known).toToml())
            }
            TypedReplay.read(programme)
            if (case.keys().any { it in scheduled }) {
                came += scheduled(case, programme, null, words)
                return came
            }
            if (on != null && words != null) {
                tell(came, programme.explainJson(family(case), on.utf8(), words, audience(case)))
                return came
            }
            if (on != null) came["expect"] = answer(case, { programme.assessJson(it, on) }, { programme.assessJson(it, on) })
            if (on != null) TypedReplay.answered(programme, family(case), on, came.getValue("expect"))
            ask(programme, case)?.let { came["expect"] = it }
            if (case.keys().any { it in proofs }) {
                if (words == null) came["expect"] = proved(programme, case, known)
                else came["reads"] = proved(programme, case, known, words)
            }
            if (case.has("unread")) {
                came["unread"] = answer(case, { programme.unreadJson(it) }, { programme.unreadJson(it) })
                TypedReplay.unread(programme, family(case), came.getValue("unread"))
            }
        } catch (refused: MillejoursException) {
            TypedReplay.refused(refused)
            came["error"] = refused.toJson()
        }
        return came
    }

    /** Where what comes out is not what is written. */
    private fun replay(case: JsonNode, group: JsonNode): String? {
        val came = play(case, group)
        for (key in (case.keys() intersect results + writings).sorted()) {
            val expected = case.text(key)!!.removeSuffix("\n")
            if (came[key] != expected) {
                return "$key differs\n  written: $expected\n  came:    ${came[key] ?: came}"
            }
        }
        return if ("error" in came && !case.has("error")) "it was refused: ${came["error"]}" else null
    }

    private fun failures(group: JsonNode, seen: MutableSet<String>): List<String> {
        val cases = group["case"]
        val known = setOf("about", "programme", "vocabularies", "case")
        if ((group.keys() - known).isNotEmpty() || group.text("about") == null || cases == null || cases.isEmpty) {
            return listOf("the group has unknown keys, no `about` or no case")
        }
        return cases.mapNotNull { case ->
            val name = case.text("name").orEmpty()
            val wrong = form(case, group.has("programme"))
                ?: (if (seen.add(name)) null else "the name stands twice")
                ?: replay(case, group)
            wrong?.let { "$name: $it" }
        }
    }

    @Test
    fun `every case gives what is written`() {
        val seen = mutableSetOf<String>()
        var replayed = 0
        val failed = mutableListOf<String>()
        val files = root.resolve("tests/vectors").listDirectoryEntries().filter { it.extension == "toml" }
        for (path in files.sortedBy { it.name }) {
            val group = toml.readTree(path.readText())
            failed += failures(group, seen).map { "${path.name}: $it" }
            replayed += group["case"]?.size() ?: 0
        }
        System.getenv("MILLEJOURS_COUNTS")?.let {
            Files.writeString(Path.of(it), "kotlin=$replayed\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND)
        }
        assertTrue(replayed > 0, "no case was replayed")
        // The typed face has seen all of it, and every word that an answer may hold.
        val counts = TypedReplay.run { listOf(families, programmes, refusals, answers, types.size) }
        assertTrue(counts.all { it > 0 }, counts.toString())
        assertEquals(11, TypedReplay.types.size, TypedReplay.types.toString())
        assertEquals(listOf("eligible", "no_longer", "not_eligible", "not_yet", "undetermined"), TypedReplay.decisions.toList())
        assertEquals(ScheduleStatus.entries.toSet(), TypedReplay.statuses)
        assertTrue(TypedReplay.calendars > 0)
        assertEquals(setOf("holds", "broken", "not_decided"), TypedReplay.verdicts)
        val words = Response.entries + Then.entries + Truth.entries
        assertEquals(emptyList<Enum<*>>(), words - TypedReplay.words)
        if (failed.isNotEmpty()) fail<Unit>("${failed.size} of $replayed cases failed\n${failed.joinToString("\n")}")
    }

    private fun only(case: String): String =
        failures(toml.readTree("about = 'x'\n[[case]]\nname = 'one'\n$case"), mutableSetOf()).joinToString()

    @Test
    fun `what is no vector is refused`() {
        val wrongs = mapOf(
            "condition = 'x'" to "expects nothing",
            "condition = 'x'\nprints = 'x'\nprint = 'x'" to "unknown keys",
            "condition = 'x'\nprints = 1" to "another type",
            "condition = 'x'\nprints = 'x'\nerror = 'x'" to "several results",
            "condition = 'x'\nprints = 'x'\non = 'x'" to "stands alone",
            "condition = 'x'\nprints = 'x'\nvocabularies = []" to "stands alone",
            "programme = ''\nvocabularies = ''\nerror = 'x'" to "another type",
            "programme = ''\nprints = 'x'" to "belongs to a condition",
            "error = 'x'" to "no programme",
            "programme = ''\nprogramme_json = ''\nerror = 'x'" to "several programmes",
            "programme = ''\nfamily = ''\nexpect = 'x'" to "go together",
            "programme = ''\nfamily = ''\nfact = 'x'\nexpect = 'x'" to "`fact` and `answer` go together",
            "programme = ''\nfact = 'x'\nanswer = ''\nexpect = 'x'" to "go together",
            "programme = ''\nfamily = ''\non = ''\ndecline = 'x'\nexpect = 'x'" to "asks several things",
            "programme = ''\nfamily = ''\nasks = 'x'\nexpect = 'x'" to "go together",
            "programme = ''\nasks = 'x'\nwarnings = ''" to "needs `expect`",
            "history = []\nfamily = ''\ndecline = 'x'\nexpect = 'x'" to "a history is not answered",
            "assessment = ''\nasks = ''\nexpect = 'x'" to "stands alone",
            "assessment = ''\nprints = 'x'" to "stands alone",
            "schedule = ''\nassessment = ''\nexpect = 'x'" to "stands alone",
            "schedule = ''\nlanguage = 'fr'\nexpect = 'x'" to "stands alone",
            "programme = ''\nfamily = ''\non = ''\ngives = 'x'\nexpect = 'x'" to "`gives` is",
            "programme = ''\nfamily = ''\ngives = 'schedule'\nexpect = 'x'" to "needs a family and a day",
            "programme = ''\nfamily = ''\non = ''\nicalendar = ''\nexpect = 'x'" to "one dictionary",
            "programme = ''\nlaws = 'x'\nexpect = 'x'" to "another type",
            "programme = ''\nlaws = { adult = 1 }\nexpect = 'x'" to "another type",
            "programme = ''\nlaw = 'floor'\nexpect = 'x'" to "`law` picks one",
            "programme = ''\nlaws = {}\nasks = 'x'\nexpect = 'x'" to "asks several things",
            "programme = ''\nlints = { law = 'floor' }\nexpect = 'x'" to "another type",
            "programme = ''\nlints = {}\nlaws = {}\nexpect = 'x'" to "asks several things",
            "programme = ''\ndifference = {}\nexpect = 'x'" to "comes after",
            "programme = ''\nafter = ''\nwarnings = 'x'" to "comes after",
            "history = []\nlaws = {}\nexpect = 'x'" to "of one programme",
            "programme = ''\nlaws = {}" to "expects nothing",
            "programme = ''\nlaws = {}\nreads = 'x'" to "a proof in words needs one dictionary",
            "programme = ''\nlaws = {}\nlanguage = 'fr'\nexpect = 'x'" to "and `reads` or `error`",
            "programme = ''\nlaws = {}\nlaw = 'floor'\nlanguage = 'fr'\nreads = 'x'" to "as JSON",
            "programme = ''\nlints = {}\nlanguage = 'fr'\naudience = 'family'\nreads = 'x'" to "no audience",
            "programme = ''\nfamily = ''\non = ''\ngives = 'schedule'\nlanguage = 'fr'\nreads = 'x'" to "a dictionary alone",
            "programme = ''\nfamily = ''\non = ''\nreads = 'x'" to "needs a dictionary",
            "programme = ''\nexpect = 'x'" to "needs a family",
            "programme = ''\nfamily = ''\non = ''\nwarnings = 'x'" to "needs `expect`, `unread` or `error`",
            "history = []\nwarnings = 'x'" to "history has no warnings",
        )
        for ((case, why) in wrongs) assertTrue(why in only(case), "$case\n${only(case)}")
    }

    @Test
    fun `a case that gives something else fails`() {
        assertTrue("prints differs" in only("condition = 'on == on'\nprints = 'something else'"))
        assertEquals("", only("condition = 'on == on'\nprints = 'on == on\\n'".replace("'on == on\\n'", "\"on == on\\n\"")))
    }

    @Test
    fun `lints and differences are played`() {
        val (one, two) = PROGRAMME to PROGRAMME.replace("FR-69381", "FR-69382")
        fun case(asked: String, expected: String) = "programme = '''$one'''\n$asked\nexpect = '''$expected'''"
        val lints = Programme.fromToml(one).lintsJson()
        assertEquals("", only(case("lints = {}", lints)))
        assertTrue("expect differs" in only(case("lints = { adults = 1 }", lints)))
        val difference = Programme.fromToml(one).differenceJson(Programme.fromToml(two))
        assertEquals("", only(case("difference = {}\nafter = '''$two'''", difference)))
        assertTrue("expect differs" in only(case("difference = {}\nafter = '''$one'''", difference)))
    }
}
