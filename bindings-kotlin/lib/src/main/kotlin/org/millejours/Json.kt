package org.millejours

import java.math.BigDecimal
import java.time.LocalDate
import java.util.Collections
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

// What the core writes is read here. It is right by construction: what cannot be read is a bug of this layer.

/** Reads what the core has written. */
internal inline fun <T> reading(read: () -> T): T =
    try {
        read()
    } catch (failure: RuntimeException) {
        // The failure itself stays out: its message may quote the document, and a family's data must not reach a log.
        val told = IllegalStateException("the core wrote what this layer cannot read (${failure.javaClass.name})")
        throw told.apply { stackTrace = failure.stackTrace }
    }

internal fun tree(text: String): JsonElement = Json.parseToJsonElement(text)

internal fun JsonElement.text(): String = jsonPrimitive.content

internal fun JsonObject.text(key: String): String = getValue(key).text()

internal fun JsonObject.textOrNull(key: String): String? = get(key)?.jsonPrimitive?.takeIf { it.isString }?.content

internal fun JsonObject.whole(key: String): Long = text(key).toLong()

internal fun JsonObject.wholeOrNull(key: String): Int? = get(key)?.text()?.toInt()

/** Whether it holds; absent where it does not. */
internal fun JsonObject.holds(key: String): Boolean = get(key)?.text()?.toBooleanStrict() ?: false

internal fun JsonObject.date(key: String): LocalDate = LocalDate.parse(text(key))

internal fun JsonObject.partial(key: String): PartialDate? = textOrNull(key)?.let { PartialDate.parse(it) }

internal fun <T> JsonObject.list(key: String, read: (JsonElement) -> T): List<T> =
    (get(key) as JsonArray?)?.map(read).orEmpty().frozen()

internal fun <T> JsonObject.objects(key: String, read: (JsonObject) -> T): List<T> = list(key) { read(it.jsonObject) }

internal fun JsonObject.texts(key: String): List<String> = list(key) { it.text() }

internal fun <T> JsonObject.table(key: String, read: (JsonElement) -> T): Map<String, T> =
    get(key)?.jsonObject?.mapValues { read(it.value) }.orEmpty().frozen()

/** Words by language tag. */
internal fun JsonObject.words(key: String): Map<String, String> = table(key) { it.text() }

internal fun factValue(element: JsonElement): FactValue {
    val scalar = element.jsonPrimitive
    return when {
        scalar.isString -> FactValue.Text(scalar.content)
        scalar.content == "true" -> FactValue.Bool(true)
        scalar.content == "false" -> FactValue.Bool(false)
        else -> scalar.content.toLongOrNull()?.let { FactValue.Whole(it) } ?: FactValue.Decimal(BigDecimal(scalar.content))
    }
}

/** Decimals are texts, as the core writes them: their digits stay as they are. */
internal fun FactValue.element(): JsonElement =
    when (this) {
        is FactValue.Bool -> JsonPrimitive(value)
        is FactValue.Whole -> JsonPrimitive(value)
        is FactValue.Decimal -> JsonPrimitive(value.toPlainString())
        is FactValue.Text -> JsonPrimitive(value)
    }

/** A copy that nobody changes, from Java neither. */
internal fun <T> List<T>.frozen(): List<T> = Collections.unmodifiableList(ArrayList(this))

/** A copy that nobody changes, in the same order. */
internal fun <K, V> Map<K, V>.frozen(): Map<K, V> = Collections.unmodifiableMap(LinkedHashMap(this))
