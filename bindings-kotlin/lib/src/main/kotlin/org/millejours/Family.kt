package org.millejours

import org.millejours.internal.checkFamily

/**
 * The people around a child or a wish for one, and what is known of them. What is absent is unknown: nothing has a default.
 * Lists of members are open unless the family calls them complete.
 *
 * A family is sound in itself: [family], [FamilyBuilder.build] and [fromJson] refuse one that is not, and tell everything
 * that is wrong at once, each by its path. Whether its facts fit a programme's vocabulary, [Programme.assess] says.
 *
 * ```kotlin
 * val family = family("f-001") {
 *     territory("FR-69381")
 *     child("c1") {
 *         born(2026, 2, 11)
 *         fact("born_preterm", true)
 *     }
 *     need("parenting", Intensity.MODERATE)
 *     complete(children = true)
 * }
 * check(Family.fromJson(family.toJson()) == family)
 *
 * val refused = runCatching { family { child("no id") } }.exceptionOrNull() as FamilyException
 * check(refused.problems.single().path == "children[0].id")
 * ```
 *
 * Immutable; may be shared between threads. Two families are equal where they write the same document.
 *
 * @property territory the territory where the family lives, by its code
 * @property otherTerritories other territories where it lives part of the time; empty says that there are none, `null`
 *     nothing
 * @property languages languages, as tags; a list says that these are all, `null` nothing
 * @property complete the lists of members that are complete
 * @property adults adults
 * @property children children, expected ones included
 * @property pregnancies pregnancies
 * @property relations what the adults are to the children
 * @property needs needs
 * @property resources strengths
 * @property supports help that the family already has
 * @property facts what else is known of the family, by name
 */
public class Family private constructor(parts: FamilyParts, private val json: String) {
    /** An id of the caller's choice, if any. */
    @get:JvmName("getId")
    public val id: FamilyId? = parts.id
    public val territory: String? = parts.territory
    public val otherTerritories: List<String>? = parts.otherTerritories?.frozen()
    public val languages: List<String>? = parts.languages?.frozen()
    public val complete: List<MemberList> = parts.complete.frozen()
    public val adults: List<Adult> = parts.adults.frozen()
    public val children: List<Child> = parts.children.frozen()
    public val pregnancies: List<Pregnancy> = parts.pregnancies.frozen()
    public val relations: List<Relation> = parts.relations.frozen()
    public val needs: List<Need> = parts.needs.frozen()
    public val resources: List<Resource> = parts.resources.frozen()
    public val supports: List<Support> = parts.supports.frozen()
    public val facts: Map<String, GivenFact> = parts.facts.frozen()

    /** Facts that were asked for and not answered: they stay unknown, and are not asked again. */
    public val declined: List<FactName> = parts.declined.frozen()

    /** The family as JSON, in the one wire form; what is unknown is left out. It fits an Android `Bundle`. */
    public fun toJson(): String = json

    /** A builder that begins with everything that is known of this family. */
    public fun toBuilder(): FamilyBuilder = FamilyBuilder(this)

    /**
     * This family with more said about it, or with a member changed, as a new family.
     *
     * ```kotlin
     * val family = family { child("c1") }
     * val told = family.edit { changeChild("c1") { born(2026, 2) } }
     * check(told.children[0].born == PartialDate.of(2026, 2))
     * ```
     *
     * @throws FamilyException with everything that is then wrong with it
     */
    @JvmSynthetic
    public fun edit(change: FamilyBuilder.() -> Unit): Family = toBuilder().apply(change).build()

    override fun equals(other: Any?): Boolean = other is Family && json == other.json

    override fun hashCode(): Int = json.hashCode()

    /** How many of each are listed: nothing that a family said may come to stand in a log. */
    override fun toString(): String =
        "Family(adults=${adults.size}, children=${children.size}, pregnancies=${pregnancies.size}, needs=${needs.size})"

    public companion object {
        /**
         * Reads a family from JSON.
         *
         * @throws FamilyException with every problem found, by path; messages never hold what the document holds
         */
        @JvmStatic
        public fun fromJson(text: String): Family = fromJson(text.utf8())

        /**
         * Reads a family from the bytes of JSON.
         *
         * @throws FamilyException with every problem found, by path; messages never hold what the document holds
         */
        @JvmStatic
        public fun fromJson(text: ByteArray): Family = written(calling { checkFamily(text) })

        /** A family that the core has written. */
        internal fun written(json: String): Family = Family(reading { familyParts(json) }, json)

        /** A family of these parts, once the core has looked at them. */
        internal fun checked(parts: FamilyParts): Family = fromJson(parts.document().toString())
    }
}

/** The parts of a family, as they are read or gathered. */
internal class FamilyParts(
    val id: FamilyId?,
    val territory: String?,
    val otherTerritories: List<String>?,
    val languages: List<String>?,
    val complete: List<MemberList>,
    val adults: List<Adult>,
    val children: List<Child>,
    val pregnancies: List<Pregnancy>,
    val relations: List<Relation>,
    val needs: List<Need>,
    val resources: List<Resource>,
    val supports: List<Support>,
    val facts: Map<String, GivenFact>,
    val declined: List<FactName>,
)
