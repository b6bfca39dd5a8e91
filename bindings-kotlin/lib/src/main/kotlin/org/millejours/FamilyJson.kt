package org.millejours

import java.time.LocalDate
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject

internal fun familyParts(json: String): FamilyParts {
    val family = tree(json).jsonObject
    return FamilyParts(
        id = family.textOrNull("id")?.let { FamilyId(it) },
        territory = family.textOrNull("territory"),
        otherTerritories = if ("other_territories" in family) family.texts("other_territories") else null,
        languages = if ("languages" in family) family.texts("languages") else null,
        complete = family.list("complete") { wordOf(it.text()) },
        adults = family.objects("adults", ::adult),
        children = family.objects("children", ::child),
        pregnancies = family.objects("pregnancies", ::pregnancy),
        relations = family.objects("relations", ::relation),
        needs = family.objects("needs", ::need),
        resources = family.objects("resources") { Resource(it.text("code"), it.textOrNull("voice")) },
        supports = family.objects("supports") {
            Support(OfferId(it.text("offer")), it.member("subject"), it.partial("since"))
        },
        facts = family.facts(),
        declined = family.list("declined") { FactName(it.text()) },
    )
}

private fun JsonObject.member(key: String): MemberId? = textOrNull(key)?.let { MemberId(it) }

private inline fun <reified E : Enum<E>> JsonObject.word(key: String): E? = textOrNull(key)?.let { wordOf<E>(it) }

private fun JsonObject.facts(): Map<String, GivenFact> = table("facts", ::givenFact)

private fun givenFact(element: JsonElement): GivenFact {
    if (element !is JsonObject) return GivenFact(factValue(element))
    val asOf = element.textOrNull("as_of")?.let { LocalDate.parse(it) }
    return GivenFact(factValue(element.getValue("value")), element.textOrNull("voice"), asOf)
}

private fun adult(adult: JsonObject): Adult =
    Adult(MemberId(adult.text("id")), adult.partial("born"), adult.word<LivesHere>("lives_here"), adult.facts())

private fun child(child: JsonObject): Child = Child(
    id = MemberId(child.text("id")),
    born = child.partial("born"),
    arrived = child.partial("arrived"),
    pregnancy = child.member("pregnancy"),
    died = child.partial("died"),
    facts = child.facts(),
)

private fun pregnancy(pregnancy: JsonObject): Pregnancy = Pregnancy(
    id = MemberId(pregnancy.text("id")),
    carriedBy = pregnancy.member("carried_by"),
    expected = pregnancy.partial("expected"),
    ended = pregnancy.partial("ended"),
    outcome = pregnancy.word<Outcome>("outcome"),
    facts = pregnancy.facts(),
)

private fun relation(relation: JsonObject): Relation = Relation(
    adult = MemberId(relation.text("adult")),
    child = MemberId(relation.text("child")),
    kind = relation.word<RelationKind>("kind"),
    authority = relation.word<Authority>("authority"),
)

private fun need(need: JsonObject): Need =
    Need(need.text("domain"), wordOf(need.text("intensity")), need.text("voice"), need.partial("since"))

/** The document of a family, in the order of the wire form. */
internal fun FamilyParts.document(): JsonObject = buildJsonObject {
    put("schema", JsonPrimitive(1))
    told("id", id?.value)
    told("territory", territory)
    otherTerritories?.let { put("other_territories", it.array { code -> JsonPrimitive(code) }) }
    languages?.let { put("languages", it.array { tag -> JsonPrimitive(tag) }) }
    listed("complete", complete) { JsonPrimitive(it.word) }
    listed("adults", adults) { it.element() }
    listed("children", children) { it.element() }
    listed("pregnancies", pregnancies) { it.element() }
    listed("relations", relations) { it.element() }
    listed("needs", needs) { it.element() }
    listed("resources", resources) { it.element() }
    listed("supports", supports) { it.element() }
    facts(facts)
    listed("declined", declined) { JsonPrimitive(it.value) }
}

private fun JsonObjectBuilder.told(key: String, text: String?) {
    if (text != null) put(key, JsonPrimitive(text))
}

private fun JsonObjectBuilder.told(key: String, date: PartialDate?) = told(key, date?.toString())

private fun <T> List<T>.array(write: (T) -> JsonElement) = JsonArray(map(write))

private fun <T> JsonObjectBuilder.listed(key: String, list: List<T>, write: (T) -> JsonElement) {
    if (list.isNotEmpty()) put(key, list.array(write))
}

private fun JsonObjectBuilder.facts(facts: Map<String, GivenFact>) {
    if (facts.isNotEmpty()) put("facts", JsonObject(facts.mapValues { it.value.element() }))
}

private fun GivenFact.element(): JsonElement =
    if (voice == null && asOf == null) value.element() else buildJsonObject {
        put("value", value.element())
        told("voice", voice)
        told("as_of", asOf?.toString())
    }

private fun Adult.element() = buildJsonObject {
    told("id", id.value)
    told("born", born)
    told("lives_here", livesHere?.word)
    facts(facts)
}

private fun Child.element() = buildJsonObject {
    told("id", id.value)
    told("born", born)
    told("arrived", arrived)
    told("pregnancy", pregnancy?.value)
    told("died", died)
    facts(facts)
}

private fun Pregnancy.element() = buildJsonObject {
    told("id", id.value)
    told("carried_by", carriedBy?.value)
    told("expected", expected)
    told("ended", ended)
    told("outcome", outcome?.word)
    facts(facts)
}

private fun Relation.element() = buildJsonObject {
    told("adult", adult.value)
    told("child", child.value)
    told("kind", kind?.word)
    told("authority", authority?.word)
}

private fun Need.element() = buildJsonObject {
    told("domain", domain)
    told("intensity", intensity.word)
    told("voice", voice)
    told("since", since)
}

private fun Resource.element() = buildJsonObject {
    told("code", code)
    told("voice", voice)
}

private fun Support.element() = buildJsonObject {
    told("offer", offer.value)
    told("subject", subject?.value)
    told("since", since)
}
