package org.millejours

import java.io.File
import org.millejours.internal.RawVocabulary

/**
 * A document that defines facts, to be shared by programmes.
 *
 * Immutable; may be shared between threads. What it holds outside the heap is given back once it is no longer reachable.
 */
public class Vocabulary private constructor(private val handle: RawVocabulary) {
    /** The id by which programmes name it. */
    public val id: String = handle.id()

    /** The vocabulary's edition. */
    public val version: String = handle.version()

    internal fun native(): RawVocabulary = handle

    override fun toString(): String = "Vocabulary(id=$id, version=$version)"

    public companion object {
        /**
         * Reads a vocabulary from TOML.
         *
         * @throws VocabularyException with everything that is wrong with it
         */
        @JvmStatic
        public fun fromToml(text: String): Vocabulary = fromToml(text.utf8())

        /**
         * Reads a vocabulary from the bytes of TOML.
         *
         * @throws VocabularyException with everything that is wrong with it
         */
        @JvmStatic
        public fun fromToml(text: ByteArray): Vocabulary = calling { Vocabulary(RawVocabulary.fromToml(text)) }

        /**
         * Reads a vocabulary from JSON.
         *
         * @throws VocabularyException with everything that is wrong with it
         */
        @JvmStatic
        public fun fromJson(text: String): Vocabulary = fromJson(text.utf8())

        /**
         * Reads a vocabulary from the bytes of JSON.
         *
         * @throws VocabularyException with everything that is wrong with it
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Vocabulary = calling { Vocabulary(RawVocabulary.fromJson(text)) }

        /**
         * Reads a vocabulary from a file: JSON where its name ends in `.json`, else TOML.
         *
         * @throws java.io.IOException where the file cannot be read
         * @throws VocabularyException with everything that is wrong with the vocabulary
         */
        @JvmStatic
        public fun load(file: File): Vocabulary {
            val bytes = file.readBytes()
            return if (file.isJson()) fromJson(bytes) else fromToml(bytes)
        }
    }
}
