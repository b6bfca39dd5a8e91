// The story of the network in Kotlin: first contact, a question, an answer, a new answer.
// The same lines as `cargo run -p millejours-examples -- familienzentriertes-netzwerk --summary`.
// Arguments: the folder, then a date.

package org.millejours.stories.netzwerk

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.io.File
import org.millejours.stories.Territory
import org.millejours.stories.decline
import org.millejours.stories.json
import org.millejours.stories.state
import org.millejours.stories.tell

/** One family's way through the network. */
private fun talk(network: Territory, name: String, answers: JsonNode) {
    fun assess(family: ObjectNode): JsonNode = json.readTree(network.history.assessJson(family.toString(), network.on))

    // First contact: the family may have told almost nothing, and is told at once what is there for everybody.
    var family = json.readTree(network.family(name)) as ObjectNode
    var answer = assess(family)
    println("talk $name: ${state(answer)}")

    // The network asks one thing at a time, and always what would settle most. The family answers, or prefers
    // not to: then it is not asked again, and nothing is taken from it.
    var asked = 0
    while (!answer["questions"].isEmpty) {
        val fact = answer["questions"][0]["fact"].asText()
        val said: JsonNode? = answers[fact]
        asked += 1
        family = if (said == null) decline(family, fact) else tell(family, fact, said)
        // The response follows what was said: information for everybody, orientation where a need was named,
        // accompaniment where needs are several or nobody knows yet what would help.
        answer = assess(family)
        println("  $asked. $fact: ${said ?: "declined"} -> ${state(answer)}")
    }
    println("  settled after $asked questions")
}

fun main(args: Array<String>) {
    val network = Territory(File(args.getOrElse(0) { "examples/familienzentriertes-netzwerk" }), args.getOrNull(1))
    network.families().forEach { println(network.line(it)) }
    network.plan["talks"].forEach { talk(network, it["family"].asText(), it["answers"]) }
}
