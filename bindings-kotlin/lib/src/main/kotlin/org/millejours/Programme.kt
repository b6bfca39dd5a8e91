package org.millejours

import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDate
import org.millejours.internal.RawProgramme

/**
 * The policy as a document: which offers there are, for whom, and how much of them.
 *
 * Immutable; may be shared between threads. What it holds outside the heap is given back once it is no longer reachable.
 */
public class Programme private constructor(private val handle: RawProgramme) {
    /** The programme's id. */
    public val id: String = handle.id()

    /** The programme's edition. */
    public val version: String = handle.version()

    /** What loading found worth a second look. */
    public val warnings: List<Problem> = handle.warnings().map { it.published() }

    /** The warnings as JSON, written as problems are in [MillejoursException.toJson]. */
    public fun warningsJson(): String = calling { handle.warningsJson() }

    /** The programme as JSON. */
    public fun toJson(): String = calling { handle.toJson() }

    /** The programme as TOML. */
    public fun toToml(): String = calling { handle.toToml() }

    /**
     * Says which help there is for one [family] (a document of JSON) on one day, as JSON.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: String, on: LocalDate): String = assess(family.utf8(), on.utf8())

    /**
     * Says which help there is for one [family] (a document of JSON) on one day, written `2026-01-31`, as JSON.
     *
     * @throws DateException where [on] is no date, or lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: String, on: String): String = assess(family.utf8(), on.utf8())

    /**
     * Says which help there is for one [family] (the bytes of a document of JSON) on one day, as JSON.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: ByteArray, on: LocalDate): String = assess(family, on.utf8())

    /**
     * Says which help there is for one [family] (the bytes of a document of JSON) on one day, written `2026-01-31`, as JSON.
     *
     * @throws DateException where [on] is no date, or lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun assessJson(family: ByteArray, on: String): String = assess(family, on.utf8())

    private fun assess(family: ByteArray, on: ByteArray): String = calling { handle.assessJson(family, on) }

    internal fun native(): RawProgramme = handle

    override fun toString(): String = "Programme(id=$id, version=$version)"

    public companion object {
        /**
         * Reads a programme from TOML, with the [vocabularies] that it names.
         *
         * @throws ProgrammeException with everything that is wrong with it
         */
        @JvmStatic
        @JvmOverloads
        public fun fromToml(text: String, vocabularies: List<Vocabulary> = emptyList()): Programme =
            fromToml(text.utf8(), vocabularies)

        /**
         * Reads a programme from the bytes of TOML, with the [vocabularies] that it names.
         *
         * @throws ProgrammeException with everything that is wrong with it
         */
        @JvmStatic
        @JvmOverloads
        public fun fromToml(text: ByteArray, vocabularies: List<Vocabulary> = emptyList()): Programme =
            of(calling { RawProgramme.fromToml(text, vocabularies.map { it.native() }) })

        /**
         * Reads a programme from JSON, with the [vocabularies] that it names.
         *
         * @throws ProgrammeException with everything that is wrong with it
         */
        @JvmStatic
        @JvmOverloads
        public fun fromJson(text: String, vocabularies: List<Vocabulary> = emptyList()): Programme =
            fromJson(text.utf8(), vocabularies)

        /**
         * Reads a programme from the bytes of JSON, with the [vocabularies] that it names.
         *
         * @throws ProgrammeException with everything that is wrong with it
         */
        @JvmStatic
        @JvmOverloads
        public fun fromJson(text: ByteArray, vocabularies: List<Vocabulary> = emptyList()): Programme =
            of(calling { RawProgramme.fromJson(text, vocabularies.map { it.native() }) })

        /**
         * Reads a programme from a file, with the [vocabularies] that it names: JSON where its name ends in `.json`, else
         * TOML.
         *
         * @throws java.io.IOException where the file cannot be read
         * @throws ProgrammeException with everything that is wrong with the programme
         */
        @JvmStatic
        @JvmOverloads
        public fun load(path: Path, vocabularies: List<Vocabulary> = emptyList()): Programme {
            val bytes = Files.readAllBytes(path)
            return if (path.isJson()) fromJson(bytes, vocabularies) else fromToml(bytes, vocabularies)
        }

        internal fun of(handle: RawProgramme): Programme = calling { Programme(handle) }
    }
}
