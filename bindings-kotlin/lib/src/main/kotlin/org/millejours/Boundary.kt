package org.millejours

import java.io.ByteArrayOutputStream
import java.io.File
import java.time.LocalDate
import org.millejours.internal.InternalException
import org.millejours.internal.Kind
import org.millejours.internal.RawProblem
import org.millejours.internal.Refusal

/** Calls the native library, and gives what it throws its public shape. */
internal inline fun <T> calling(call: () -> T): T =
    try {
        call()
    } catch (refusal: Refusal) {
        throw refusal.published()
    } catch (failure: InternalException) {
        throw failure.published()
    } catch (failure: LinkageError) {
        throw NativeLibraryException(failure)
    }

/** A panic's text stays out, as message and as cause: it may hold a family's data, and crash reports would send it. */
internal fun InternalException.published(): IllegalStateException {
    val thrown = stackTrace
    return IllegalStateException("the native library failed").apply { stackTrace = thrown }
}

internal fun Refusal.published(): RuntimeException =
    when (this) {
        is Refusal.Refused -> {
            val known = problems.map { it.published() }.frozen()
            when (kind) {
                Kind.PROGRAMME -> ProgrammeException(text, code, known, json)
                Kind.VOCABULARY -> VocabularyException(text, code, known, json)
                Kind.FAMILY -> FamilyException(text, code, known, json)
                Kind.DATE -> DateException(text, code, known, json)
                Kind.HISTORY -> HistoryException(text, code, known, json)
                Kind.CONDITION -> ConditionException(text, code, known, json)
                Kind.ASSESSMENT -> AssessmentException(text, code, known, json)
                Kind.DICTIONARY -> DictionaryException(text, code, known, json)
                Kind.SCHEDULE -> ScheduleException(text, code, known, json)
                Kind.CONSENT -> ConsentException(text, code, known, json)
                Kind.JOURNAL -> JournalException(text, code, known, json)
                Kind.LAWS -> LawsException(text, code, known, json)
                Kind.COLUMNS -> ColumnsException(text, code, known, json)
                Kind.FEATURE -> FeatureException(text, code, known, json)
                Kind.OTHER -> OtherException(text, code, known, json)
            }
        }
    }

internal fun RawProblem.published(): Problem = Problem(code, line, column, path, what, expected, help, text)

/** The text in UTF-8; a lone surrogate becomes three bytes that are no UTF-8, for the core to refuse. */
internal fun String.utf8(): ByteArray =
    try {
        encodeToByteArray(throwOnInvalidSequence = true)
    } catch (_: CharacterCodingException) {
        val bytes = ByteArrayOutputStream()
        codePoints().forEach { point ->
            if (point in 0xD800..0xDFFF) {
                bytes.write(0xE0 or (point shr 12))
                bytes.write(0x80 or (point shr 6 and 0x3F))
                bytes.write(0x80 or (point and 0x3F))
            } else {
                // Calls that phones before Android 13 know, too.
                val letter = String(Character.toChars(point)).encodeToByteArray()
                bytes.write(letter, 0, letter.size)
            }
        }
        bytes.toByteArray()
    }

internal fun LocalDate.utf8(): ByteArray = toString().encodeToByteArray()

/** Does the name of the file say that it is JSON? */
internal fun File.isJson(): Boolean = extension.equals("json", ignoreCase = true)
