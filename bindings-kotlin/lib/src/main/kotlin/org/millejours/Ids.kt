package org.millejours

// An id costs nothing at run time. Builders take plain texts as well, so that writing a family down stays easy; all that is
// read, and all that asks by a name, is typed. Java sees each as a `String`, under a plain name, but in a list or as the key
// of a map: there it is an object of its class, with `getValue()`, and what is looked up by a name takes a text too.

/**
 * The id of a family: of the caller's choice.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class FamilyId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of an adult, a child or a pregnancy within its family: `c1`.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class MemberId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of an offer within its programme: `home-visit`.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class OfferId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of a provider within its programme: `pmi`.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class ProviderId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of a rule within its offer: `window`.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class RuleId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The full name of a fact: `family.needs.health`, `child[c1].born`, `children`.
 *
 * @property value the name as documents write it
 */
@JvmInline
public value class FactName(public val value: String) {
    override fun toString(): String = value
}

/**
 * Somebody who gives a consent, receives knowledge or takes part in a referral: `adult:a1`, `child:c1`, `provider:pmi`,
 * `authority:crip`, `researcher:insee`. A member of the family is meant by its id there.
 *
 * @property value the party as documents write it
 */
@JvmInline
public value class Party(public val value: String) {
    override fun toString(): String = value
}

/**
 * Whom knowledge is about: `family`, `adult[a1]`, `child[c1]`, `pregnancy[p1]`.
 *
 * @property value as documents write it
 */
@JvmInline
public value class About(public val value: String) {
    override fun toString(): String = value
}

/**
 * What a confidence keeps: a fact (`family.needs.safety`), a member (`child[c2]`), help (`support[shelter]`), a referral
 * (`referral[r1]`), a consent (`consent[g1]`), an accompaniment (`accompaniment[w1]`).
 *
 * @property value as documents write it
 */
@JvmInline
public value class Keep(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of a consent, which is that of its thread in a journal.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class ConsentId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of a disclosure, which is that of its thread in a journal.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class DisclosureId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of a referral, which is that of its thread in a journal.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class ReferralId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of an accompaniment, which is that of its thread in a journal.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class AccompanimentId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of a goal of an accompaniment.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class GoalId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of a thread of a journal: of one consent, confidence, referral, accompaniment, sharing under a law, or disclosure.
 *
 * @property value the id as documents write it
 */
@JvmInline
public value class ThreadId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The name of a journal: 32 hexadecimal digits, drawn at random once for a family. It is signed in every event, so that none serves
 * in another family's journal.
 *
 * @property value the digits
 */
@JvmInline
public value class JournalId(public val value: String) {
    override fun toString(): String = value
}

/**
 * The id of an event: 64 hexadecimal digits. It says nothing of what the event says.
 *
 * @property value the digits
 */
@JvmInline
public value class EventId(public val value: String) {
    override fun toString(): String = value
}
