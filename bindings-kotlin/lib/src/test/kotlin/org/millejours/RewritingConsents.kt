package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject

// Writes typed decisions, referrals and standings back as the core writes them: what was lost would be missing here.

internal fun ConsentDecision.rewritten(): String = buildJsonObject {
    told("schema", 1)
    told("on", on)
    told("recipient", recipient)
    told("purpose", purpose.word)
    told("offer", offer)
    told("decision", answer.word)
    told("rule", "protective")
    all("parts", parts) { it.rewritten() }
    if (others.isNotEmpty()) all("others", others) { it.rewritten() }
}.toString()

private fun ConsentPart.rewritten() = buildJsonObject {
    told("about", about)
    told("category", category.word)
    told("decision", decision.word)
    found(reasons, ask)
    told("until", until)
}

/** The disclosure in the core's form; what is shown of which ground stands in its JSON alone. */
internal fun Disclosure.rewritten(came: String): String = buildJsonObject {
    told("schema", 1)
    told("id", id)
    told("recipient", recipient)
    told("purpose", purpose.word)
    tree(came).jsonObject["offer"]?.let { put("offer", it) }
    told("on", on)
    told("until", until)
    for (key in listOf("parts", "basis")) put(key, tree(came).jsonObject.getValue(key))
    put("family", tree(view.rewritten()))
}.toString()

/** The referral as it stands in a list of them. */
internal fun Referral.unversioned() = buildJsonObject {
    told("id", id)
    told("offer", offer)
    told("provider", provider)
    told("sender", sender)
    put("about", texts(about))
    all("steps", steps) { tree(it.toJson()) }
}

internal fun Referral.rewritten(): String =
    JsonObject(mapOf("schema" to JsonPrimitive(1)) + unversioned() + ("state" to JsonPrimitive(state.word))).toString()

/** The accompaniment as it stands in a list of them. */
internal fun Accompaniment.unversioned() = buildJsonObject {
    told("id", id)
    told("provider", provider)
    put("about", texts(about))
    told("state", state.word)
    told("since", since)
    told("reason", reason?.word)
    told("until", until)
    if (goals.isNotEmpty()) {
        put("goals", JsonObject(goals.entries.associate { (id, goal) -> id.value to goal.rewritten() }))
    }
    if (referrals.isNotEmpty()) put("referrals", texts(referrals))
}

private fun Goal.rewritten() = buildJsonObject {
    told("words", words)
    told("state", state.word)
    told("since", since)
}

internal fun Deadline.rewritten() = buildJsonObject {
    told("kind", kind.word)
    told("day", day)
    told("who", who.word)
    told("reached", reached)
}

internal fun Standing.rewritten() = buildJsonObject {
    told("thread", thread)
    told("kind", kind)
    told("state", state)
    told("since", since)
    told("ended", ended)
    told("incomplete", incomplete)
    told("contested", contested)
}

private fun ConsentOthers.rewritten() = buildJsonObject {
    told("about", about.word)
    told("category", category.word)
    told("decision", decision.word)
    found(reasons, ask)
}

private fun JsonObjectBuilder.found(reasons: List<ConsentReason>, ask: List<ConsentAsk>) {
    all("reasons", reasons) {
        buildJsonObject {
            told("code", it.code.word)
            told("consent", it.consent)
            told("law", it.law)
            told("sharing", it.sharing)
            told("step", it.step)
            told("condition", it.condition)
            told("article", it.article)
        }
    }
    if (ask.isNotEmpty()) {
        all("ask", ask) {
            buildJsonObject {
                when (it) {
                    ConsentAsk.SeekAdvice -> told("seek_advice", true)
                    is ConsentAsk.Whom -> {
                        told("whom", it.whom)
                        put("gives", texts(it.gives.map { gives -> gives.word }))
                    }
                }
            }
        }
    }
}

/** The duties as the core writes them. */
internal fun List<WithdrawalDuty>.rewritten(on: LocalDate): String = buildJsonObject {
    told("schema", 1)
    told("on", on)
    all("duties", this@rewritten) {
        buildJsonObject {
            told("duty", it.duty.word)
            told("who", it.who)
            told("to", it.to)
            told("since", it.since)
            told("consent", it.consent)
            told("because", it.because.word)
            told("disclosure", it.disclosure)
        }
    }
}.toString()
