@file:JvmName("Paths")

package org.millejours

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.extension

// Apart from all else: `java.nio.file` is not there on Android before version 8, and nothing else here needs it. Java
// callers have `Programme.load(file)`.

/**
 * Reads a programme from a file, with the [vocabularies] that it names: JSON where its name ends in `.json`, else TOML.
 *
 * @throws java.io.IOException where the file cannot be read
 * @throws ProgrammeException with everything that is wrong with the programme
 */
@JvmSynthetic
@Suppress("UnusedReceiverParameter")
public fun Programme.Companion.load(path: Path, vocabularies: List<Vocabulary> = emptyList()): Programme {
    val bytes = Files.readAllBytes(path)
    return if (path.isJson()) Programme.fromJson(bytes, vocabularies) else Programme.fromToml(bytes, vocabularies)
}

/**
 * Reads a vocabulary from a file: JSON where its name ends in `.json`, else TOML.
 *
 * @throws java.io.IOException where the file cannot be read
 * @throws VocabularyException with everything that is wrong with the vocabulary
 */
@JvmSynthetic
@Suppress("UnusedReceiverParameter")
public fun Vocabulary.Companion.load(path: Path): Vocabulary {
    val bytes = Files.readAllBytes(path)
    return if (path.isJson()) Vocabulary.fromJson(bytes) else Vocabulary.fromToml(bytes)
}

/**
 * Reads a dictionary from a file: JSON where its name ends in `.json`, else TOML.
 *
 * @throws java.io.IOException where the file cannot be read
 * @throws DictionaryException with everything that is wrong or absent
 */
@JvmSynthetic
@Suppress("UnusedReceiverParameter")
public fun Dictionary.Companion.load(path: Path): Dictionary {
    val bytes = Files.readAllBytes(path)
    return if (path.isJson()) Dictionary.fromJson(bytes) else Dictionary.fromToml(bytes)
}

private fun Path.isJson(): Boolean = extension.equals("json", ignoreCase = true)
