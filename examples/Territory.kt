// What the stories in Kotlin share: a territory's folder, the short lines, and how an answer is written into a family.
// The stories themselves are maison-1000-jours/Story.kt, familienzentriertes-netzwerk/Story.kt and fruehe-hilfen/Story.kt.

package org.millejours.stories

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.node.ObjectNode
import java.io.File
import java.time.LocalDate
import java.util.zip.CRC32
import org.millejours.Programme
import org.millejours.ProgrammeHistory

private val decisions = listOf("eligible", "not_yet", "no_longer", "undetermined", "not_eligible")
private val members = mapOf("child" to "children", "adult" to "adults", "pregnancy" to "pregnancies")
private val own = setOf("born", "arrived", "expected", "ended", "lives_here")

/** Reads and writes JSON. */
val json: JsonMapper = JsonMapper.builder().build()

/** A folder: the editions of a programme, families, and what its story is about (`story.json`). */
class Territory(private val folder: File, on: String? = null) {
    private val editions = folder.listFiles { file -> Regex("programme.*\\.toml").matches(file.name) }.orEmpty()
    val history = ProgrammeHistory(editions.sortedBy { it.name }.map { Programme.load(it) })
    val plan: JsonNode = json.readTree(folder.resolve("story.json"))
    val on: LocalDate = LocalDate.parse(on ?: plan["on"].asText())

    /** The names of its families. */
    fun families(): List<String> {
        val files = folder.resolve("families").listFiles { file -> file.extension == "json" }.orEmpty()
        return files.map { it.nameWithoutExtension }.sorted()
    }

    /** One family's document. */
    fun family(name: String): String = folder.resolve("families/$name.json").readText()

    /** One family's answer in short: its length, its CRC-32, and how many answers of each kind. */
    fun line(name: String, on: LocalDate = this.on, title: String = name): String {
        val answer = history.assessJson(family(name), on)
        val data = answer.toByteArray()
        val crc = "%08x".format(CRC32().apply { update(data) }.value)
        val offers = json.readTree(answer)["offers"]
        val counts = decisions.joinToString("") { ", $it ${offers.count { entry -> entry["decision"].asText() == it }}" }
        return "$title: ${data.size} bytes, crc32 $crc$counts"
    }

    /** The lines of one family on the days that the story names. */
    fun days(): List<String> {
        val name = plan["days"]["family"].asText()
        return plan["days"]["on"].map { line(name, LocalDate.parse(it.asText()), "$name ${it.asText()}") }
    }
}

/** What an [answer] comes to: the response, and how much of it is settled. */
fun state(answer: JsonNode): String {
    val count = { decision: String -> answer["offers"].count { it["decision"].asText() == decision } }
    return "${answer["response"].asText()}, eligible ${count("eligible")}, undetermined ${count("undetermined")}"
}

/** The [family] with one answer more. Where a [fact] stands in the document is said by its name. */
fun tell(family: ObjectNode, fact: String, value: JsonNode): ObjectNode {
    val told = family.deepCopy()
    val path = fact.replace('[', '.').replace("]", "").split('.')
    when {
        fact.startsWith("family.needs.") -> {
            val need = told.withArray("needs").addObject().put("domain", path[2])
            need.set<ObjectNode>("intensity", value).put("voice", "family")
        }
        fact in members.values -> told.withArray("complete").add(fact) // nobody is absent from this list
        fact == "family.territory" || fact == "family.languages" -> told.set<JsonNode>(path[1], value)
        path.size == 2 -> told.withObject("facts").set<JsonNode>(path[1], value)
        else -> {
            val member = told[members.getValue(path[0])].single { it["id"].asText() == path[1] } as ObjectNode
            (if (path[2] in own) member else member.withObject("facts")).set<JsonNode>(path[2], value)
        }
    }
    return told
}

/** The [family] that was asked and preferred not to say: the [fact] stays unknown and is not asked again. */
fun decline(family: ObjectNode, fact: String): ObjectNode =
    family.deepCopy().also { it.withArray("declined").add(fact) }
