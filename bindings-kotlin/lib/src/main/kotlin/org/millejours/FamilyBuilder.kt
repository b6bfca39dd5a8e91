@file:JvmName("Families")

package org.millejours


/**
 * Gathers what is known of a family; [family] begins one in Kotlin, the constructor in Java:
 *
 * ```java
 * Family family = new FamilyBuilder("f-001")
 *     .territory("FR-69381")
 *     .child(new ChildBuilder("c1").born(2026, 2, 11).fact("born_preterm", true).build())
 *     .need("parenting", Intensity.MODERATE)
 *     .build();
 * ```
 *
 * A builder changes as it is told more, and is for one thread.
 *
 * @constructor a family of which nothing is known but, perhaps, an [id] of the caller's choice
 */
public class FamilyBuilder @JvmOverloads constructor(id: String? = null) : FactsBuilder<FamilyBuilder>(emptyMap()) {
    private var id: FamilyId? = id?.let { FamilyId(it) }
    private var territory: String? = null
    private var otherTerritories: List<String>? = null
    private var languages: List<String>? = null
    private val complete = LinkedHashSet<Complete>()
    private val adults = ArrayList<Adult>()
    private val children = ArrayList<Child>()
    private val pregnancies = ArrayList<Pregnancy>()
    private val relations = ArrayList<Relation>()
    private val needs = ArrayList<Need>()
    private val resources = ArrayList<Resource>()
    private val supports = ArrayList<Support>()
    private val declined = ArrayList<FactName>()

    internal constructor(known: Family) : this(known.id?.value) {
        territory = known.territory
        otherTerritories = known.otherTerritories
        languages = known.languages
        complete += known.complete
        adults += known.adults
        children += known.children
        pregnancies += known.pregnancies
        relations += known.relations
        needs += known.needs
        resources += known.resources
        supports += known.supports
        facts += known.facts
        declined += known.declined
    }

    override fun self(): FamilyBuilder = this

    /** Tells the territory where the family lives, by its code. */
    public fun territory(code: String): FamilyBuilder = apply { territory = code }

    /** Tells the other territories where it lives part of the time: these are all, and none says that there is none. */
    public fun otherTerritories(vararg codes: String): FamilyBuilder = apply { otherTerritories = codes.toList() }

    /** Tells the languages that the family speaks, as tags: these are all. */
    public fun languages(vararg tags: String): FamilyBuilder = apply { languages = tags.toList() }

    /** Says that nobody is missing from the lists named; of the others nothing is said. */
    @JvmSynthetic
    public fun complete(adults: Boolean = false, children: Boolean = false, pregnancies: Boolean = false): FamilyBuilder =
        apply {
            if (adults) complete += Complete.ADULTS
            if (children) complete += Complete.CHILDREN
            if (pregnancies) complete += Complete.PREGNANCIES
        }

    /** Says that nobody is missing from these lists. */
    public fun complete(vararg lists: Complete): FamilyBuilder = apply { complete += lists }

    /** Says no longer that nobody is missing from this list. */
    public fun open(list: Complete): FamilyBuilder = apply { complete -= list }

    /** Lists an adult. */
    public fun adult(adult: Adult): FamilyBuilder = apply { adults += adult }

    /** Lists an adult, of whom the block tells what is known. */
    @JvmSynthetic
    public fun adult(id: String, known: AdultBuilder.() -> Unit = {}): FamilyBuilder =
        adult(AdultBuilder(id).apply(known).build())

    /** Lists a child. */
    public fun child(child: Child): FamilyBuilder = apply { children += child }

    /** Lists a child, of whom the block tells what is known. */
    @JvmSynthetic
    public fun child(id: String, known: ChildBuilder.() -> Unit = {}): FamilyBuilder =
        child(ChildBuilder(id).apply(known).build())

    /** Lists a pregnancy. */
    public fun pregnancy(pregnancy: Pregnancy): FamilyBuilder = apply { pregnancies += pregnancy }

    /** Lists a pregnancy, of which the block tells what is known. */
    @JvmSynthetic
    public fun pregnancy(id: String, known: PregnancyBuilder.() -> Unit = {}): FamilyBuilder =
        pregnancy(PregnancyBuilder(id).apply(known).build())

    /**
     * Tells more of an adult already listed.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changeAdult(id: String, change: AdultBuilder.() -> Unit): FamilyBuilder = apply {
        change(adults, { it.id.value == id }) { AdultBuilder(it).apply(change).build() }
    }

    /**
     * Tells more of a child already listed.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changeChild(id: String, change: ChildBuilder.() -> Unit): FamilyBuilder = apply {
        change(children, { it.id.value == id }) { ChildBuilder(it).apply(change).build() }
    }

    /**
     * Tells more of a pregnancy already listed.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changePregnancy(id: String, change: PregnancyBuilder.() -> Unit): FamilyBuilder = apply {
        change(pregnancies, { it.id.value == id }) { PregnancyBuilder(it).apply(change).build() }
    }

    private fun <T> change(list: MutableList<T>, test: (T) -> Boolean, change: (T) -> T) {
        val index = list.indexOfFirst(test)
        if (index < 0) throw NoSuchElementException("no member of this id is listed")
        list[index] = change(list[index])
    }

    /** Takes a member off its list; relations and references to it are told as problems where they stay. */
    public fun remove(list: Complete, id: String): FamilyBuilder = apply {
        when (list) {
            Complete.ADULTS -> adults.removeAll { it.id.value == id }
            Complete.CHILDREN -> children.removeAll { it.id.value == id }
            Complete.PREGNANCIES -> pregnancies.removeAll { it.id.value == id }
        }
    }

    /** Tells what an adult is to a child. */
    @JvmOverloads
    public fun relation(
        adult: String,
        child: String,
        kind: RelationKind? = null,
        authority: Authority? = null,
    ): FamilyBuilder = apply { relations += Relation(MemberId(adult), MemberId(child), kind, authority) }

    /** Tells a need, in the family's own voice or a named professional's. */
    @JvmOverloads
    public fun need(
        domain: String,
        intensity: Intensity,
        voice: String = FAMILY_VOICE,
        since: PartialDate? = null,
    ): FamilyBuilder = apply { needs += Need(domain, intensity, voice, since) }

    /** Tells a strength of the family. */
    @JvmOverloads
    public fun resource(code: String, voice: String? = null): FamilyBuilder = apply { resources += Resource(code, voice) }

    /** Tells of help that the family already has. */
    @JvmOverloads
    public fun support(offer: String, subject: String? = null, since: PartialDate? = null): FamilyBuilder =
        apply { supports += Support(OfferId(offer), subject?.let { MemberId(it) }, since) }

    /** Says that a fact, by its full name, was asked for and not answered: it stays unknown, and is not asked again. */
    public fun declined(fact: String): FamilyBuilder = apply { declined += FactName(fact) }

    /**
     * The family.
     *
     * @throws FamilyException with everything that is wrong with it, each by its path
     */
    public fun build(): Family = Family.checked(
        FamilyParts(
            id, territory, otherTerritories, languages, complete.toList(), adults, children, pregnancies, relations, needs,
            resources, supports, facts, declined,
        ),
    )
}

/**
 * A family, of which the block tells what is known; see [Family].
 *
 * @throws FamilyException with everything that is wrong with it, each by its path
 */
@JvmSynthetic
public fun family(id: String? = null, known: FamilyBuilder.() -> Unit): Family = FamilyBuilder(id).apply(known).build()
