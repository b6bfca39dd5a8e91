package org.millejours

import java.io.File
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
    public val warnings: List<Problem> = handle.warnings().map { it.published() }.frozen()

    /** The warnings as JSON, written as problems are in [MillejoursException.toJson]. */
    public fun warningsJson(): String = calling { handle.warningsJson() }

    private val described: Described by lazy(LazyThreadSafetyMode.PUBLICATION) { toJson().let { reading { Described(it) } } }

    /** Its title by language tag. */
    public val title: Map<String, String> get() = described.title

    /** The language that it is written in first. */
    public val language: String? get() = described.language

    /** Where the policy is published. */
    public val source: String? get() = described.source

    /** The days on which it is in force. */
    public val valid: Validity get() = described.valid

    /** The rules of its target population. */
    public val target: List<Rule> get() = described.target

    /** Its providers, where it lists them. */
    public val providers: List<Provider> get() = described.providers

    /** Its offers, in the order in which they are answered. */
    public val offers: List<Offer> get() = described.offers

    /** Every fact that it knows beside the built-in ones: of its vocabularies, and its own. */
    public val facts: List<FactDefinition> by lazy(LazyThreadSafetyMode.PUBLICATION) {
        factDefinitions(calling { handle.factsJson() })
    }

    /** The programme as JSON. */
    public fun toJson(): String = calling { handle.toJson() }

    /** The programme as TOML. */
    public fun toToml(): String = calling { handle.toToml() }

    /**
     * Says which help there is for one [family] on one day.
     *
     * ```kotlin
     * val assessment = programme.assess(family { child("c1") { born(2026, 2, 11) } }, on = LocalDate.of(2026, 6, 1))
     * check(assessment.offers[0].decision == Decision.Eligible)
     *
     * // A programme says nothing outside its validity.
     * val refused = runCatching { programme.assess(family { }, LocalDate.of(2025, 6, 1)) }.exceptionOrNull()
     * check((refused as DateException).code == "date.outside_validity")
     * ```
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public fun assess(family: Family, on: LocalDate): Assessment = assessment(assessJson(family.toJson(), on))

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

    /**
     * Says which help there is for one [family] on one day,
     * in the words of a [dictionary] for an [audience].
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun explain(family: Family, on: LocalDate, dictionary: Dictionary, audience: Audience): Explanation =
        explanation(explainJson(family.toJson(), on, dictionary, audience))

    /**
     * Says which help there is for one [family] (a document of JSON) on one day,
     * in the words of a [dictionary] for an [audience], as JSON.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun explainJson(family: String, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        explainJson(family.utf8(), on, dictionary, audience)

    /**
     * Says which help there is for one [family] (the bytes of a document of JSON) on one day,
     * in the words of a [dictionary] for an [audience], as JSON.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun explainJson(family: ByteArray, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        explainJson(family, on.utf8(), dictionary, audience)

    internal fun explainJson(family: ByteArray, on: ByteArray, dictionary: Dictionary, audience: Audience): String =
        calling { handle.explainJson(family, on, dictionary.native(), audience.native()) }

    /**
     * The names in a [family] that the programme does not know, each with its path and, where a known one is near, help.
     *
     * [assess] refuses values that do not fit; names that the programme does not know it carries, neither read nor refused,
     * for a family may carry more than one programme reads. So a misspelt name passes there, and shows here: of a fact, a
     * domain of need, an offer, a declined fact; a voice that is nearly [FAMILY_VOICE]; a territory that no rule names.
     * Values are never told.
     *
     * ```kotlin
     * val slip = programme.unread(family { support("home-visits"); fact("savngs", 300) })
     * check(slip.map { it.path } == listOf("supports[0].offer", "facts.savngs"))
     * check(slip[0].help == "did you mean `home-visit`?")
     * ```
     */
    public fun unread(family: Family): List<Problem> =
        calling { handle.unread(family.toJson().utf8()) }.map { it.published() }.frozen()

    /**
     * The names in a [family] (a document of JSON) that the programme does not know, as JSON; see [unread].
     *
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun unreadJson(family: String): String = unreadJson(family.utf8())

    /**
     * The names in a [family] (the bytes of a document of JSON) that the programme does not know, as JSON; see [unread].
     *
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun unreadJson(family: ByteArray): String = calling { handle.unreadJson(family) }

    /**
     * What an answer to a fact may be, by the fact's full name: `child[c1].born`, `family.needs.health`, `children`.
     *
     * `null` where nobody can be asked: the programme knows no such fact, or it follows from others, as ages and counts do.
     * Every fact that stands in [OfferAnswer.missing] or [Assessment.questions] has one.
     */
    @JvmName("answerType")
    public fun answerType(fact: FactName): AnswerType? =
        calling { handle.answerTypeJson(fact.value.utf8()) }?.let { answerType(it) }

    /**
     * The [family] with one fact told, as a new family. What was told before is replaced, by the same voice; a fact that was
     * declined is declined no more. A member is added by [Family.edit] instead.
     *
     * @throws FamilyException for a fact or a member that nobody knows, and for an answer that does not fit; no message holds
     *     what the family said
     */
    @JvmName("answer")
    public fun answer(family: Family, fact: FactName, answer: Answer): Family = Family.written(
        calling { handle.answerJson(family.toJson().utf8(), fact.value.utf8(), answer.toJson().utf8()) },
    )

    /**
     * The [family] with one fact declined: asked for, and not answered. It stays unknown, and is not asked for again.
     *
     * @throws FamilyException for a fact or a member that nobody knows
     */
    @JvmName("decline")
    public fun decline(family: Family, fact: FactName): Family =
        Family.written(calling { handle.declineJson(family.toJson().utf8(), fact.value.utf8()) })

    /**
     * Says what is due, open, coming, or past and can be caught up for one [family] on one day, as if the programme stayed in force: time alone passes, up to
     * 25 years each way, and an expected birth happens on its day.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything about the family that does not fit the programme's vocabulary
     */
    public fun schedule(family: Family, on: LocalDate): Schedule = schedule(scheduleJson(family.toJson(), on))

    /**
     * The schedule of one [family] (a document of JSON) on one day, as JSON; see [schedule].
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleJson(family: String, on: LocalDate): String = scheduleJson(family.utf8(), on.utf8())

    /**
     * The schedule of one [family] (the bytes of a document of JSON) on one day, as JSON; see [schedule].
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleJson(family: ByteArray, on: LocalDate): String = scheduleJson(family, on.utf8())

    internal fun scheduleJson(family: ByteArray, on: ByteArray): String = calling { handle.scheduleJson(family, on) }

    /**
     * The schedule of one [family] (a document of JSON) on one day in the words of a [dictionary] for an [audience]; see
     * [Schedule.toText].
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleTextJson(family: String, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        scheduleTextJson(family.utf8(), on, dictionary, audience)

    /**
     * The schedule of one [family] (the bytes of a document of JSON) on one day in the words of a [dictionary] for an
     * [audience]; see [Schedule.toText].
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     */
    public fun scheduleTextJson(family: ByteArray, on: LocalDate, dictionary: Dictionary, audience: Audience): String =
        scheduleTextJson(family, on.utf8(), dictionary, audience)

    internal fun scheduleTextJson(family: ByteArray, on: ByteArray, dictionary: Dictionary, audience: Audience): String =
        calling { handle.scheduleTextJson(family, on, dictionary.native(), audience.native()) }

    /**
     * The schedule of one [family] (a document of JSON) on one day as iCalendar; see [Schedule.toICalendar]. The [options] are
     * JSON: `{"namespace": "…", "reminder_days": 3, "windows": true, "describe": true}`, all but the first as wished.
     *
     * @throws DateException where the day lies outside the programme's validity
     * @throws FamilyException with everything that is wrong with the family
     * @throws ScheduleException where the options cannot be used
     */
    public fun icalendarJson(family: String, on: LocalDate, dictionary: Dictionary, options: String): String =
        icalendarJson(family.utf8(), on.utf8(), dictionary, options)

    internal fun icalendarJson(family: ByteArray, on: ByteArray, dictionary: Dictionary, options: String): String =
        calling { handle.icalendarJson(family, on, dictionary.native(), options.utf8()) }

    /**
     * May a recipient see what is asked for of a [family] [on] a day?
     *
     * @param consents consents, confidences and sharings under laws, as JSON: a document, or what [Journal.consentsJson] gives
     * @param rules the country whose rules come with the library (`FR`, `DE`, `AT`, `CH`), or a document of rules as JSON;
     *     `null` where no country is known, which permits little: nothing is guessed
     * @param request `{"recipient", "purpose", "categories", "about", "act", "offer"?}` as JSON
     * @throws ConsentException with everything that is wrong with the consents, the rules or the request
     */
    public fun decide(family: Family, consents: String, rules: String?, request: String, on: LocalDate): ConsentDecision =
        consentDecision(decideJson(family.toJson(), consents, rules, request, on))

    /**
     * May a recipient see what is asked for of a [family] (a document of JSON) [on] a day, as JSON; see [decide].
     *
     * @throws FamilyException with everything that is wrong with the family
     * @throws ConsentException with everything that is wrong with the consents, the rules or the request
     */
    public fun decideJson(family: String, consents: String, rules: String?, request: String, on: LocalDate): String =
        calling { handle.decideJson(family.utf8(), consents.utf8(), rules?.utf8(), request.utf8(), on.utf8()) }

    /**
     * Discloses what is permitted of a request, as [decide] finds it; the rest is left out.
     *
     * ```kotlin
     * val known = Family.fromJson("""{"schema": 1, "languages": ["pt"], "adults": [{"id": "a1", "born": "1994-05-12"}]}""")
     * val request = """{"recipient": "adult:a1", "purpose": "orientation", "categories": ["language", "income"],
     *     "about": ["family"], "act": "ordinary"}"""
     * val (none, on, id) = Triple("{\"schema\": 1}", LocalDate.of(2026, 6, 1), DisclosureId("d1"))
     * val shown = programme.disclose(known, none, "FR", request, on, id)
     * check(shown.view.toJson() == """{"schema":1,"languages":["pt"]}""")
     *
     * val service = request.replace("adult:a1", "provider:pmi")
     * val refused = runCatching { programme.disclose(known, none, "FR", service, on, id) }.exceptionOrNull()
     * check((refused as ConsentException).code == "consent.not_permitted")
     * ```
     *
     * @param id the id that the disclosure is to have, new for each
     * @throws ConsentException as [decide]; and where nothing is permitted: `consent.not_permitted`
     */
    @JvmName("disclose")
    public fun disclose(
        family: Family,
        consents: String,
        rules: String?,
        request: String,
        on: LocalDate,
        id: DisclosureId,
    ): Disclosure = disclosure(discloseJson(family.toJson(), consents, rules, request, on, id.value))

    /**
     * Discloses what is permitted of a request, as JSON; see [disclose].
     *
     * @throws FamilyException with everything that is wrong with the family
     * @throws ConsentException as [disclose]
     */
    public fun discloseJson(
        family: String,
        consents: String,
        rules: String?,
        request: String,
        on: LocalDate,
        id: String,
    ): String = calling {
        handle.discloseJson(family.utf8(), consents.utf8(), rules?.utf8(), request.utf8(), on.utf8(), id.utf8())
    }

    /**
     * Discloses what is permitted of a request, as a Bundle of FHIR R4B in JSON; see [disclose].
     *
     * ```kotlin
     * val known = Family.fromJson("""{"schema": 1, "adults": [{"id": "a1", "born": "1994-05"}]}""")
     * val request = """{"recipient": "adult:a1", "purpose": "orientation", "categories": ["birth"], "about": ["adult[a1]"],
     *     "act": "ordinary"}"""
     * val (none, on, id) = Triple("{\"schema\": 1}", LocalDate.of(2026, 6, 1), DisclosureId("d1"))
     * val bundle = programme.discloseFhir(known, none, "FR", request, on, id, "https://records.example/fhir/d1")
     * check("{\"resourceType\":\"Patient\",\"id\":\"adult.a1\",\"birthDate\":\"1994-05\"}" in bundle)
     * ```
     *
     * @param base the address under which these resources stand with the sender: this disclosure's alone
     * @param referral a referral that rests on the disclosure; `null` where there is none
     * @throws ConsentException as [disclose]; and where [base] is no address, or the referral is about somebody who is not shown
     * @throws FamilyException where an id is too long for FHIR
     * @throws JournalException where the referral does not rest on the disclosure, or stands where nobody is told of it
     * @throws FeatureException in a build without the feature `exchange`, such as the library for Android
     */
    @JvmName("discloseFhir")
    @JvmOverloads
    public fun discloseFhir(
        family: Family,
        consents: String,
        rules: String?,
        request: String,
        on: LocalDate,
        id: DisclosureId,
        base: String,
        referral: Referral? = null,
    ): String = discloseFhirJson(family.toJson(), consents, rules, request, on, id.value, base, referral?.toJson())

    /**
     * Discloses what is permitted of a request, as a Bundle of FHIR R4B; all documents are JSON. See [discloseFhir].
     *
     * @throws FamilyException with everything that is wrong with the family, or where an id is too long for FHIR
     * @throws ConsentException as [discloseFhir]
     * @throws JournalException as [discloseFhir], and where the referral cannot be read
     * @throws FeatureException as [discloseFhir]
     */
    @JvmOverloads
    public fun discloseFhirJson(
        family: String,
        consents: String,
        rules: String?,
        request: String,
        on: LocalDate,
        id: String,
        base: String,
        referral: String? = null,
    ): String = calling {
        handle.discloseFhirJson(
            family.utf8(), consents.utf8(), rules?.utf8(), request.utf8(), on.utf8(), id.utf8(), base.utf8(), referral?.utf8(),
        )
    }

    /**
     * What the programme says to whoever a disclosure would be for, computed from what they may see and from nothing else, as
     * JSON: `{"schema":1,"assessment":{…},"consent_could_help":[…]}`.
     *
     * @throws FamilyException with everything that is wrong with the family
     * @throws ConsentException as [disclose]
     * @throws DateException where the day lies outside the programme's validity
     */
    public fun assessDisclosedJson(family: String, consents: String, rules: String?, request: String, on: LocalDate): String =
        calling { handle.assessDisclosedJson(family.utf8(), consents.utf8(), rules?.utf8(), request.utf8(), on.utf8()) }

    /**
     * The least that an [offer]'s provider needs to see, as JSON: what the offer's own rules and dose read, and what its form
     * asks. It says the same of all families.
     *
     * @throws ConsentException where the programme has no such offer: `reference.unknown`
     */
    @JvmName("leastRequestJson")
    public fun leastRequestJson(offer: OfferId): String = calling { handle.leastRequestJson(offer.value.utf8()) }

    /**
     * The rows of one [family] for a researcher, as JSON: those [referrals] (a document of JSON: `{"schema": 1, "referrals": […]}`) about which a consent to
     * research holds on the day, and nothing of the others. A consent to care serves no research.
     *
     * @param consents the family's consents and confidences, as JSON
     * @param researcher a party such as `researcher:insee`
     * @param rules the code of a country whose rules come with the library (`FR`, `DE`, `AT`, `CH`), or a document of rules in JSON
     * @param days how finely days are told: `day`, `month` or `quarter`
     * @throws FamilyException with everything that is wrong with the family
     * @throws ConsentException with everything that is wrong with consents or rules, and for anybody who is no researcher
     * @throws JournalException with everything that is wrong with the referrals
     */
    public fun researchJson(
        family: String,
        consents: String,
        referrals: String,
        researcher: String,
        rules: String,
        days: String,
        on: LocalDate,
    ): String = calling {
        handle.researchJson(
            family.utf8(), consents.utf8(), referrals.utf8(), researcher.utf8(), rules.utf8(), days.utf8(), on.utf8(),
        )
    }

    /**
     * What should happen by when in a [referral] to one of this programme's offers, the earliest first. Nothing changes by
     * itself when a day is reached: somebody decides.
     *
     * @throws JournalException where the programme has no such offer (`referral.offer`), or nobody is referred to it, for its
     *     door is open (`referral.open_door`)
     */
    public fun deadlines(referral: Referral, on: LocalDate): List<Deadline> = deadlines(deadlinesJson(referral.toJson(), on))

    /**
     * What should happen by when in a [referral] (a document of JSON), as JSON; see [deadlines].
     *
     * @throws JournalException as [deadlines], and with everything that is wrong with the referral
     */
    public fun deadlinesJson(referral: String, on: LocalDate): String =
        calling { handle.deadlinesJson(referral.utf8(), on.utf8()) }

    /**
     * Proves the laws of proportionate universalism for every possible family, or shows who breaks them. For the desk: the
     * library for Android is built without it.
     *
     * @param options how large the families are, and what units weigh; where `null`, as the programme's own `[laws]` say
     * @param progress hears how far the work has come, and may end it
     * @throws LawsException where the options ask for what no proof is made with, or name a unit that no dose has
     * @throws FeatureException where the library was built without proofs
     */
    @JvmOverloads
    public fun laws(options: LawOptions? = null, progress: Progress? = null): Laws =
        laws(progress.hearing { handle.laws(options.native(), it) })

    /**
     * Proves the laws, as JSON; see [laws].
     *
     * @throws LawsException where the options ask for what no proof is made with, or name a unit that no dose has
     * @throws FeatureException where the library was built without proofs
     */
    @JvmOverloads
    public fun lawsJson(options: LawOptions? = null, progress: Progress? = null): String =
        progress.hearing { handle.laws(options.native(), it).json() }

    /**
     * Looks for what is worth a second look: an offer that nobody can have, a rule that says nothing, a cliff. For the desk:
     * the library for Android is built without it.
     *
     * @param options how large the families are, and which loss is a cliff; where `null`, as the programme's own `[laws]` say
     * @param progress hears how far the work has come, and may end it
     * @throws LawsException where the options ask for what no proof is made with, or name a unit that no dose has
     * @throws FeatureException where the library was built without proofs
     */
    @JvmOverloads
    public fun lints(options: LawOptions? = null, progress: Progress? = null): Lints =
        lints(progress.hearing { handle.lints(options.native(), it) })

    /**
     * Looks for what is worth a second look, as JSON; see [lints].
     *
     * @throws LawsException where the options ask for what no proof is made with, or name a unit that no dose has
     * @throws FeatureException where the library was built without proofs
     */
    @JvmOverloads
    public fun lintsJson(options: LawOptions? = null, progress: Progress? = null): String =
        progress.hearing { handle.lints(options.native(), it).json() }

    /**
     * Compares this programme with another that comes [after] it, a reform or the next edition: which families gain an offer,
     * lose one, have more of it, or less. Both are read as if they were in force on every day of either. For the desk: the
     * library for Android is built without it.
     *
     * @param options how large the families are; where `null`, as this programme's own `[laws]` say
     * @param progress hears how far the work has come, and may end it
     * @throws ProgrammeException with `fact.redefined` where they mean different things by one name, or count weeks of
     *     pregnancy from different terms
     * @throws LawsException where the options ask for what no proof is made with, or name a unit that no dose has
     * @throws FeatureException where the library was built without proofs
     */
    @JvmOverloads
    public fun difference(after: Programme, options: LawOptions? = null, progress: Progress? = null): Differences =
        differences(progress.hearing { handle.difference(after.handle, options.native(), it) })

    /**
     * Compares this programme with another that comes [after] it, as JSON; see [difference].
     *
     * @throws ProgrammeException where they mean different things by one name
     * @throws LawsException where the options ask for what no proof is made with, or name a unit that no dose has
     * @throws FeatureException where the library was built without proofs
     */
    @JvmOverloads
    public fun differenceJson(after: Programme, options: LawOptions? = null, progress: Progress? = null): String =
        progress.hearing { handle.difference(after.handle, options.native(), it).json() }

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
        public fun load(file: File, vocabularies: List<Vocabulary> = emptyList()): Programme {
            val bytes = file.readBytes()
            return if (file.isJson()) fromJson(bytes, vocabularies) else fromToml(bytes, vocabularies)
        }

        internal fun of(handle: RawProgramme): Programme = calling { Programme(handle) }
    }
}
