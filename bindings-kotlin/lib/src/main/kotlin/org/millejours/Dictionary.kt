package org.millejours

import java.io.File
import java.util.Locale
import org.millejours.internal.RawAudience
import org.millejours.internal.RawDictionary

/** Who reads an answer in words. */
public enum class Audience {
    /** A family: short and plain, and never a word that judges. */
    FAMILY,

    /** A professional, or an author of programmes: with rules, facts and sources. */
    PROFESSIONAL;

    /** The word in documents. */
    public val word: String get() = name.lowercase(Locale.ROOT)

    internal fun native(): RawAudience = if (this == FAMILY) RawAudience.FAMILY else RawAudience.PROFESSIONAL
}

/**
 * The direction in which a language is written.
 *
 * @property word the word in documents, as in HTML
 */
public enum class Direction(public val word: String) {
    /** From left to right. */
    LEFT_TO_RIGHT("ltr"),

    /** From right to left. */
    RIGHT_TO_LEFT("rtl"),
}

/**
 * The sentences of one language, for families and for professionals.
 *
 * ```kotlin
 * check(Dictionary.shipped("de-CH").language == "de")
 * val refused = runCatching { Dictionary.shipped("rm") }.exceptionOrNull() as DictionaryException
 * check(refused.code == "words.language")
 * ```
 *
 * Immutable; may be shared between threads. What it holds outside the heap is given back once it is no longer reachable.
 */
public class Dictionary private constructor(private val handle: RawDictionary) {
    /** Its language tag. */
    public val language: String = handle.language()

    /** The direction in which it is written. */
    public val direction: Direction = if (handle.rightToLeft()) Direction.RIGHT_TO_LEFT else Direction.LEFT_TO_RIGHT

    internal fun native(): RawDictionary = handle

    override fun toString(): String = "Dictionary(language=$language)"

    public companion object {
        /**
         * The dictionary shipped for a language [tag]; for a tag with a region, that of its language.
         *
         * @throws DictionaryException where none is shipped
         */
        @JvmStatic
        public fun shipped(tag: String): Dictionary = of { RawDictionary.shipped(tag.utf8()) }

        /**
         * Reads a dictionary from TOML.
         *
         * @throws DictionaryException with everything that is wrong or absent
         */
        @JvmStatic
        public fun fromToml(text: String): Dictionary = fromToml(text.utf8())

        /**
         * Reads a dictionary from the bytes of TOML.
         *
         * @throws DictionaryException with everything that is wrong or absent
         */
        @JvmStatic
        public fun fromToml(text: ByteArray): Dictionary = of { RawDictionary.fromToml(text) }

        /**
         * Reads a dictionary from JSON.
         *
         * @throws DictionaryException with everything that is wrong or absent
         */
        @JvmStatic
        public fun fromJson(text: String): Dictionary = fromJson(text.utf8())

        /**
         * Reads a dictionary from the bytes of JSON.
         *
         * @throws DictionaryException with everything that is wrong or absent
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Dictionary = of { RawDictionary.fromJson(text) }

        /**
         * Reads a dictionary from a file: JSON where its name ends in `.json`, else TOML.
         *
         * @throws java.io.IOException where the file cannot be read
         * @throws DictionaryException with everything that is wrong or absent
         */
        @JvmStatic
        public fun load(file: File): Dictionary {
            val bytes = file.readBytes()
            return if (file.isJson()) fromJson(bytes) else fromToml(bytes)
        }

        private inline fun of(read: () -> RawDictionary): Dictionary = calling { Dictionary(read()) }
    }
}
