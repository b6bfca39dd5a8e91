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
    private val complete = LinkedHashSet<MemberList>()
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

    /** Tells the territory where the family lives, by its code; `null` takes it back. */
    public fun territory(code: String?): FamilyBuilder = apply { territory = code }

    /** Tells the other territories where it lives part of the time: these are all, and none says that there is none. */
    public fun otherTerritories(vararg codes: String): FamilyBuilder = apply { otherTerritories = codes.toList() }

    /** Tells the other territories where it lives part of the time, as [otherTerritories]; `null` takes them back. */
    public fun otherTerritories(codes: List<String>?): FamilyBuilder = apply { otherTerritories = codes?.toList() }

    /** Tells the languages that the family speaks, as tags: these are all. */
    public fun languages(vararg tags: String): FamilyBuilder = apply { languages = tags.toList() }

    /** Tells the languages that the family speaks, as tags, as [languages]; `null` takes them back. */
    public fun languages(tags: List<String>?): FamilyBuilder = apply { languages = tags?.toList() }

    /** Says that nobody is missing from the lists named; of the others nothing is said. */
    @JvmSynthetic
    public fun complete(adults: Boolean = false, children: Boolean = false, pregnancies: Boolean = false): FamilyBuilder =
        apply {
            if (adults) complete += MemberList.ADULTS
            if (children) complete += MemberList.CHILDREN
            if (pregnancies) complete += MemberList.PREGNANCIES
        }

    /** Says that nobody is missing from these lists. */
    public fun complete(vararg lists: MemberList): FamilyBuilder = apply { complete += lists }

    /** Says no longer that nobody is missing from this list. */
    public fun open(list: MemberList): FamilyBuilder = apply { complete -= list }

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
     * Puts an adult in the place of the one of the same id; [Adult.toBuilder] begins with what is known.
     *
     * @throws NoSuchElementException where none has that id
     */
    public fun replace(adult: Adult): FamilyBuilder = apply { change(adults, { it.id == adult.id }) { adult } }

    /**
     * Puts a child in the place of the one of the same id; [Child.toBuilder] begins with what is known.
     *
     * @throws NoSuchElementException where none has that id
     */
    public fun replace(child: Child): FamilyBuilder = apply { change(children, { it.id == child.id }) { child } }

    /**
     * Puts a pregnancy in the place of the one of the same id; [Pregnancy.toBuilder] begins with what is known.
     *
     * @throws NoSuchElementException where none has that id
     */
    public fun replace(pregnancy: Pregnancy): FamilyBuilder =
        apply { change(pregnancies, { it.id == pregnancy.id }) { pregnancy } }

    /**
     * Tells more of an adult already listed, or takes back what was told.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changeAdult(id: String, change: AdultBuilder.() -> Unit): FamilyBuilder = apply {
        change(adults, { it.id.value == id }) { it.toBuilder().apply(change).build() }
    }

    /**
     * Tells more of an adult already listed, or takes back what was told.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changeAdult(id: MemberId, change: AdultBuilder.() -> Unit): FamilyBuilder = changeAdult(id.value, change)

    /**
     * Tells more of a child already listed, or takes back what was told.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changeChild(id: String, change: ChildBuilder.() -> Unit): FamilyBuilder = apply {
        change(children, { it.id.value == id }) { it.toBuilder().apply(change).build() }
    }

    /**
     * Tells more of a child already listed, or takes back what was told.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changeChild(id: MemberId, change: ChildBuilder.() -> Unit): FamilyBuilder = changeChild(id.value, change)

    /**
     * Tells more of a pregnancy already listed, or takes back what was told.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changePregnancy(id: String, change: PregnancyBuilder.() -> Unit): FamilyBuilder = apply {
        change(pregnancies, { it.id.value == id }) { it.toBuilder().apply(change).build() }
    }

    /**
     * Tells more of a pregnancy already listed, or takes back what was told.
     *
     * @throws NoSuchElementException where none has that id
     */
    @JvmSynthetic
    public fun changePregnancy(id: MemberId, change: PregnancyBuilder.() -> Unit): FamilyBuilder = changePregnancy(id.value, change)

    private fun <T> change(list: MutableList<T>, test: (T) -> Boolean, change: (T) -> T) {
        val index = list.indexOfFirst(test)
        if (index < 0) throw NoSuchElementException("no member of this id is listed")
        list[index] = change(list[index])
    }

    /**
     * Takes a member off its list, with all that was said of it elsewhere: its relations, the help it has (unless another list has
     * the same id), the facts of it that were declined, and where it is named as who carries a pregnancy or as the pregnancy
     * of a child. Where none has that id, nothing changes.
     */
    public fun remove(list: MemberList, id: String): FamilyBuilder = apply {
        val gone = MemberId(id)
        val (listed, subject) = when (list) {
            MemberList.ADULTS -> adults.removeAll { it.id == gone } to Subject.ADULT
            MemberList.CHILDREN -> children.removeAll { it.id == gone } to Subject.CHILD
            MemberList.PREGNANCIES -> pregnancies.removeAll { it.id == gone } to Subject.PREGNANCY
        }
        if (!listed) return@apply
        when (list) {
            MemberList.ADULTS -> {
                relations.removeAll { it.adult == gone }
                for ((at, it) in pregnancies.withIndex()) {
                    if (it.carriedBy == gone) pregnancies[at] = it.toBuilder().carriedBy(null).build()
                }
            }
            MemberList.CHILDREN -> relations.removeAll { it.child == gone }
            MemberList.PREGNANCIES -> for ((at, it) in children.withIndex()) {
                if (it.pregnancy == gone) children[at] = it.toBuilder().pregnancy(null).build()
            }
        }
        declined.removeAll { it.value.startsWith("${subject.word}[$id].") }
        // One id may stand on several lists: the help may then be another's.
        val others = adults.map { it.id } + children.map { it.id } + pregnancies.map { it.id }
        if (gone !in others) supports.removeAll { it.subject == gone }
    }

    /** Takes a member off its list; see [remove]. */
    @JvmSynthetic
    public fun remove(list: MemberList, id: MemberId): FamilyBuilder = remove(list, id.value)

    /** Tells what an adult is to a child; it replaces what was told of these two. */
    @JvmOverloads
    public fun relation(
        adult: String,
        child: String,
        kind: RelationKind? = null,
        authority: Authority? = null,
    ): FamilyBuilder = apply {
        val told = Relation(MemberId(adult), MemberId(child), kind, authority)
        relations.put(told) { it.adult == told.adult && it.child == told.child }
    }

    /** Tells what an adult is to a child; it replaces what was told of these two. */
    @JvmSynthetic
    public fun relation(
        adult: MemberId,
        child: MemberId,
        kind: RelationKind? = null,
        authority: Authority? = null,
    ): FamilyBuilder = relation(adult.value, child.value, kind, authority)

    /** Takes back what an adult is to a child. */
    public fun removeRelation(adult: String, child: String): FamilyBuilder =
        apply { relations.removeAll { it.adult.value == adult && it.child.value == child } }

    /** Takes back what an adult is to a child. */
    @JvmSynthetic
    public fun removeRelation(adult: MemberId, child: MemberId): FamilyBuilder = removeRelation(adult.value, child.value)

    /**
     * Tells a need, in the family's own voice or a named professional's. It replaces what the same voice told of the domain:
     * "none" is something said, [removeNeed] takes it back.
     */
    @JvmOverloads
    public fun need(
        domain: String,
        intensity: Intensity,
        voice: String = FAMILY_VOICE,
        since: PartialDate? = null,
    ): FamilyBuilder = apply {
        needs.put(Need(domain, intensity, voice, since)) { it.domain == domain && it.voice == voice }
    }

    /** Takes back a need that a voice told: of it nothing is known again. */
    @JvmOverloads
    public fun removeNeed(domain: String, voice: String = FAMILY_VOICE): FamilyBuilder =
        apply { needs.removeAll { it.domain == domain && it.voice == voice } }

    /** Tells a strength of the family; it replaces what was told of it. */
    @JvmOverloads
    public fun resource(code: String, voice: String? = null): FamilyBuilder =
        apply { resources.put(Resource(code, voice)) { it.code == code } }

    /** Takes back a strength of the family, whosever word it was. */
    public fun removeResource(code: String): FamilyBuilder = apply { resources.removeAll { it.code == code } }

    /** Tells of help that the family already has; it replaces what was told of that help. */
    @JvmOverloads
    public fun support(offer: String, subject: String? = null, since: PartialDate? = null): FamilyBuilder = apply {
        val told = Support(OfferId(offer), subject?.let { MemberId(it) }, since)
        supports.put(told) { it.offer == told.offer && it.subject == told.subject }
    }

    /** Tells of help that the family already has; it replaces what was told of that help. */
    @JvmSynthetic
    public fun support(offer: OfferId, subject: MemberId? = null, since: PartialDate? = null): FamilyBuilder =
        support(offer.value, subject?.value, since)

    /** Takes back that the family, or a member, already has this help. */
    @JvmOverloads
    public fun removeSupport(offer: String, subject: String? = null): FamilyBuilder =
        apply { supports.removeAll { it.offer.value == offer && it.subject?.value == subject } }

    /** Takes back that the family, or a member, already has this help. */
    @JvmSynthetic
    public fun removeSupport(offer: OfferId, subject: MemberId? = null): FamilyBuilder =
        removeSupport(offer.value, subject?.value)

    /** Says that a fact, by its full name, was asked for and not answered: it stays unknown, and is not asked again. */
    public fun declined(fact: String): FamilyBuilder = apply {
        val name = FactName(fact)
        declined.put(name) { it == name }
    }

    /** Says that a fact was asked for and not answered: it stays unknown, and is not asked again. */
    @JvmSynthetic
    public fun declined(fact: FactName): FamilyBuilder = declined(fact.value)

    /** Takes back that a fact was declined: it may be asked for again. */
    public fun undecline(fact: String): FamilyBuilder = apply { declined.removeAll { it.value == fact } }

    /** Takes back that a fact was declined: it may be asked for again. */
    @JvmSynthetic
    public fun undecline(fact: FactName): FamilyBuilder = undecline(fact.value)

    private inline fun <T> MutableList<T>.put(told: T, same: (T) -> Boolean) {
        val index = indexOfFirst(same)
        if (index < 0) add(told) else set(index, told)
    }

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
