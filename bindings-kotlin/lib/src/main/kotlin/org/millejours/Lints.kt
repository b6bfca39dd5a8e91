package org.millejours

import java.time.LocalDate
import org.millejours.internal.RawLints

/**
 * What is worth a second look in a programme, in the order of the document; [Programme.lints] gives it.
 *
 * ```kotlin
 * val lint = programme.lints().lints.single()
 * check(lint.kind == LintKind.NO_SOURCE && lint.path == "offers[0].when[0]")
 * ```
 *
 * Immutable; may be shared between threads. Two are equal where they have the same [json]. What it holds outside the heap is
 * given back once it is no longer reachable.
 *
 * @property json the lints as JSON: the same bytes in Rust, Python and Kotlin
 * @property programme the programme's id
 * @property version the programme's edition
 * @property limits how large the families are
 * @property lints what was found: the target population first, then the response, the scores, the offers
 * @property withoutCliff the units of doses for which no cliff is declared: in these none was looked for
 * @property undecided what was not decided
 */
public class Lints internal constructor(
    private val handle: RawLints,
    public val json: String,
    public val programme: String,
    public val version: String,
    public val limits: Limits,
    public val lints: List<Lint>,
    public val withoutCliff: List<String>,
    public val undecided: List<Undecided>,
) {
    /** What was found of one kind. */
    public fun of(kind: LintKind): List<Lint> = lints.filter { it.kind == kind }

    /**
     * The lints as a page of plain text in the words of a [dictionary], for those who write programmes. The [programme] is the
     * one that was looked at.
     *
     * ```kotlin
     * val page = programme.lints().toText(programme, Dictionary.shipped("en"))
     * check(page.endsWith("It does not say where it comes from."))
     * ```
     *
     * @throws LawsException with `programme.other` where [programme] is another one than was looked at, or another edition
     * @throws DictionaryException with `words.missing` where a dictionary of your own has no part `[laws]`
     */
    public fun toText(programme: Programme, dictionary: Dictionary): String =
        calling { handle.text(programme.native(), dictionary.native()) }

    override fun equals(other: Any?): Boolean = other is Lints && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = "Lints(programme=$programme, version=$version, $lints)"
}

/**
 * Something worth a second look.
 *
 * @property kind what it is
 * @property path where it stands in the document: `offers[3].when[0]`
 * @property score the score
 * @property other the rule that implies this one (absent where only all the others together do), or the offer that is alike
 * @property fact the fact: of a cliff, by its full name; else by the name that the condition uses
 * @property unit the unit of [before] and [after]
 * @property before how much the first family has
 * @property after how much the second has, one step further
 * @property on the day on which the families show it
 * @property families of a cliff, two families that differ in one step of the fact; of a second parent, a family of which one
 *   adult can have the offer. They are nobody's
 */
public class Lint internal constructor(
    public val kind: LintKind,
    public val path: String,
    /** The offer. */
    @get:JvmName("getOffer") public val offer: OfferId?,
    /** The rule: of the target population, where no offer is named. */
    @get:JvmName("getRule") public val rule: RuleId?,
    public val score: String?,
    public val other: String?,
    public val fact: String?,
    public val unit: String?,
    public val before: Long?,
    public val after: Long?,
    public val on: LocalDate?,
    public val families: List<Family>,
) {
    private val parts get() = listOf(kind, path, offer, rule, score, other, fact, unit, before, after, on, families)

    override fun equals(other: Any?): Boolean = other is Lint && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "Lint(kind=$kind, path=$path)"
}
