// The story of the region in Kotlin: a pregnancy and its examinations; first talk, question, answer, new answer.
// The same lines as `cargo run -p millejours-examples -- fruehe-hilfen --summary`. Arguments: the folder, then a date.

package org.millejours.stories.fruehehilfen

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.io.File
import org.millejours.stories.Territory
import org.millejours.stories.decline
import org.millejours.stories.json
import org.millejours.stories.state
import org.millejours.stories.tell

/** One family's way through the Frühe Hilfen. */
private fun talk(region: Territory, name: String, answers: JsonNode) {
    fun assess(family: ObjectNode): JsonNode = json.readTree(region.history.assessJson(family.toString(), region.on))

    // First talk: whatever the family has told, it hears at once what is there for everybody.
    var family = json.readTree(region.family(name)) as ObjectNode
    var answer = assess(family)
    println("talk $name: ${state(answer)}")

    // One thing is asked at a time, the one that would settle most. All of it is voluntary: what a family prefers
    // not to say stays unknown, is not asked again, and takes nothing from it.
    var asked = 0
    while (!answer["questions"].isEmpty) {
        val fact = answer["questions"][0]["fact"].asText()
        val said: JsonNode? = answers[fact]
        asked += 1
        family = if (said == null) decline(family, fact) else tell(family, fact, said)
        // A short support where one thing is on the mind; accompaniment where needs are several, or strong.
        answer = assess(family)
        println("  $asked. $fact: ${said ?: "declined"} -> ${state(answer)}")
    }
    println("  settled after $asked questions")
}

fun main(args: Array<String>) {
    val region = Territory(File(args.getOrElse(0) { "examples/fruehe-hilfen" }), args.getOrNull(1))
    region.families().forEach { println(region.line(it)) }
    // Time passes: the same family on several days. Beyond 30 September 2026 this edition refuses to answer.
    region.days().forEach(::println)
    region.plan["talks"].forEach { talk(region, it["family"].asText(), it["answers"]) }
}
