package org.millejours

import java.util.Objects

// None of these is a data class: each may learn more of what a family says, and its users' code goes on as compiled. None
// prints what a family said: it could come to stand in a log.

/**
 * An adult in a parent's or carer's place, whatever their age. [FamilyBuilder.adult] makes one.
 *
 * @property born the day of birth, as far as known
 * @property livesHere whether they live here
 * @property facts what else is known, by name
 */
public class Adult internal constructor(
    /** The adult's id within the family. */
    @get:JvmName("getId") public val id: MemberId,
    public val born: PartialDate?,
    public val livesHere: LivesHere?,
    facts: Map<String, GivenFact>,
) {
    public val facts: Map<String, GivenFact> = facts.frozen()

    override fun equals(other: Any?): Boolean =
        other is Adult && id == other.id && born == other.born && livesHere == other.livesHere && facts == other.facts

    override fun hashCode(): Int = Objects.hash(id, born, livesHere, facts)

    /** A builder that begins with everything that is known of this adult; [FamilyBuilder.replace] takes what it builds. */
    public fun toBuilder(): AdultBuilder = AdultBuilder(this)

    override fun toString(): String = "Adult(id=$id)"
}

/**
 * A child: born, adopted or placed, or expected (then it names its pregnancy). [FamilyBuilder.child] makes one.
 *
 * @property born the day of birth, as far as known
 * @property arrived the day an adopted or placed child came
 * @property died from that day on, nothing more is said, asked or counted for this child
 * @property facts what else is known, by name
 */
public class Child internal constructor(
    /** The child's id within the family. */
    @get:JvmName("getId") public val id: MemberId,
    public val born: PartialDate?,
    public val arrived: PartialDate?,
    /** The pregnancy that it is expected of, or was born of. */
    @get:JvmName("getPregnancy") public val pregnancy: MemberId?,
    public val died: PartialDate?,
    facts: Map<String, GivenFact>,
) {
    public val facts: Map<String, GivenFact> = facts.frozen()

    override fun equals(other: Any?): Boolean =
        other is Child && id == other.id && born == other.born && arrived == other.arrived &&
            pregnancy == other.pregnancy && died == other.died && facts == other.facts

    override fun hashCode(): Int = Objects.hash(id, born, arrived, pregnancy, died, facts)

    /** A builder that begins with everything that is known of this child; [FamilyBuilder.replace] takes what it builds. */
    public fun toBuilder(): ChildBuilder = ChildBuilder(this)

    override fun toString(): String = "Child(id=$id)"
}

/**
 * A pregnancy, a subject of its own. [FamilyBuilder.pregnancy] makes one.
 *
 * @property expected the day the birth is expected: an estimate
 * @property ended the day it ended
 * @property outcome how it ended, only if the family wishes to say
 * @property facts what else is known, by name
 */
public class Pregnancy internal constructor(
    /** The pregnancy's id within the family. */
    @get:JvmName("getId") public val id: MemberId,
    /** The adult who carries it, where the family says so. */
    @get:JvmName("getCarriedBy") public val carriedBy: MemberId?,
    public val expected: PartialDate?,
    public val ended: PartialDate?,
    public val outcome: Outcome?,
    facts: Map<String, GivenFact>,
) {
    public val facts: Map<String, GivenFact> = facts.frozen()

    override fun equals(other: Any?): Boolean =
        other is Pregnancy && id == other.id && carriedBy == other.carriedBy && expected == other.expected &&
            ended == other.ended && outcome == other.outcome && facts == other.facts

    override fun hashCode(): Int = Objects.hash(id, carriedBy, expected, ended, outcome, facts)

    /** A builder that begins with everything that is known of this pregnancy; [FamilyBuilder.replace] takes what it builds. */
    public fun toBuilder(): PregnancyBuilder = PregnancyBuilder(this)

    override fun toString(): String = "Pregnancy(id=$id)"
}

/**
 * What an adult is to a child. [FamilyBuilder.relation] makes one.
 *
 * @property kind what the adult is to the child
 * @property authority the adult's parental authority
 */
public class Relation internal constructor(
    /** The adult. */
    @get:JvmName("getAdult") public val adult: MemberId,
    /** The child. */
    @get:JvmName("getChild") public val child: MemberId,
    public val kind: RelationKind?,
    public val authority: Authority?,
) {
    override fun equals(other: Any?): Boolean =
        other is Relation && adult == other.adult && child == other.child && kind == other.kind &&
            authority == other.authority

    override fun hashCode(): Int = Objects.hash(adult, child, kind, authority)

    override fun toString(): String = "Relation(adult=$adult, child=$child)"
}

/**
 * A need, in somebody's voice. A screening never makes one. [FamilyBuilder.need] makes one.
 *
 * @property domain the domain: `parenting`, `health`
 * @property intensity how strong it is
 * @property voice whose voice: [FAMILY_VOICE], or a named professional
 * @property since since when
 */
public class Need internal constructor(
    public val domain: String,
    public val intensity: Intensity,
    public val voice: String,
    public val since: PartialDate?,
) {
    override fun equals(other: Any?): Boolean =
        other is Need && domain == other.domain && intensity == other.intensity && voice == other.voice &&
            since == other.since

    override fun hashCode(): Int = Objects.hash(domain, intensity, voice, since)

    override fun toString(): String = "Need"
}

/**
 * A strength of the family. It never lowers what the family receives. [FamilyBuilder.resource] makes one.
 *
 * @property code its code
 * @property voice whose word it is
 */
public class Resource internal constructor(public val code: String, public val voice: String?) {
    override fun equals(other: Any?): Boolean = other is Resource && code == other.code && voice == other.voice

    override fun hashCode(): Int = Objects.hash(code, voice)

    override fun toString(): String = "Resource"
}

/**
 * Help that the family already has. [FamilyBuilder.support] makes one.
 *
 * @property since since when
 */
public class Support internal constructor(
    /** The offer. */
    @get:JvmName("getOffer") public val offer: OfferId,
    /** The member who has it, where it is for one. */
    @get:JvmName("getSubject") public val subject: MemberId?,
    public val since: PartialDate?,
) {
    override fun equals(other: Any?): Boolean =
        other is Support && offer == other.offer && subject == other.subject && since == other.since

    override fun hashCode(): Int = Objects.hash(offer, subject, since)

    override fun toString(): String = "Support"
}
