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
