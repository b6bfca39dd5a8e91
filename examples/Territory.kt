// What the stories in Kotlin share: a territory's folder, the short lines, and a talk.
// The stories themselves are maison-1000-jours/Story.kt, familienzentriertes-netzwerk/Story.kt and fruehe-hilfen/Story.kt.

package org.millejours.stories

import java.io.File
import java.time.LocalDate
import java.util.zip.CRC32
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.millejours.Answer
import org.millejours.Assessment
import org.millejours.Audience
import org.millejours.Dictionary
import org.millejours.FactName
import org.millejours.Family
import org.millejours.Programme
import org.millejours.ProgrammeHistory
import org.millejours.Questionnaire

private val decisions = listOf("eligible", "not_yet", "no_longer", "undetermined", "not_eligible")
private val french = Dictionary.shipped("fr")

/** What a family answers when it is asked, by fact; what stands nowhere here it prefers not to say. */
class Talk(val family: String, val answers: Map<FactName, Answer>)

/** A folder: the editions of a programme, families, and what its story is about (`story.json`). */
class Territory(private val folder: File, on: String? = null) {
    private val editions = folder.listFiles { file -> Regex("programme.*\\.toml").matches(file.name) }.orEmpty()
    private val history = ProgrammeHistory(editions.sortedBy { it.name }.map { Programme.load(it) })
    private val plan = Json.parseToJsonElement(folder.resolve("story.json").readText()).jsonObject
    private val on = LocalDate.parse(on ?: plan.text("on"))

    /** The talks of its story. */
    val talks: List<Talk> = plan["talks"]?.jsonArray.orEmpty().map { it.jsonObject }.map { talk ->
        val answers = talk.getValue("answers").jsonObject
        Talk(talk.text("family"), answers.entries.associate { (fact, value) -> FactName(fact) to answer(value) })
    }

    /** The names of its families. */
    fun families(): List<String> {
        val files = folder.resolve("families").listFiles { file -> file.extension == "json" }.orEmpty()
        return files.map { it.nameWithoutExtension }.sorted()
    }

    /** One family. */
    fun family(name: String): Family = Family.fromJson(folder.resolve("families/$name.json").readBytes())

    /** One family's answer in short: its length, its CRC-32, its decisions, and the CRC-32 of its words in French. */
    fun line(name: String, on: LocalDate = this.on, title: String = name): String {
        val answer = history.assess(family(name), on)
        val words = history.explain(family(name), on, french, Audience.FAMILY).text
        val counts = decisions.joinToString("") { ", $it ${answer.offers.count { offer -> offer.decision.word == it }}" }
        return "$title: ${answer.json.toByteArray().size} bytes, crc32 ${crc32(answer.json)}$counts, in words ${crc32(words)}"
    }

    /** The lines of one family on the days that the story names. */
    fun days(): List<String> {
        val days = plan.getValue("days").jsonObject
        val name = days.text("family")
        return days.getValue("on").jsonArray.map { it.jsonPrimitive.content }.map { line(name, LocalDate.parse(it), "$name $it") }
    }

    /** A talk with a family, before the first question. */
    fun asking(name: String): Questionnaire = Questionnaire(history.on(on), family(name), on)
}

/** What an [answer] comes to: the response, and how much of it is settled. */
fun state(answer: Assessment): String {
    val count = { decision: String -> answer.offers.count { it.decision.word == decision } }
    return "${answer.response.name.lowercase()}, eligible ${count("eligible")}, undetermined ${count("undetermined")}"
}

private fun crc32(text: String): String = "%08x".format(CRC32().apply { update(text.toByteArray()) }.value)

private fun JsonObject.text(key: String): String = getValue(key).jsonPrimitive.content

/** An answer as the story writes it: a text, yes or no, a list of codes. */
private fun answer(value: JsonElement): Answer = when (value) {
    is JsonArray -> Answer.codes(value.map { it.jsonPrimitive.content })
    else -> value.jsonPrimitive.run { if (isString) Answer.of(content) else Answer.of(checkNotNull(booleanOrNull)) }
}
