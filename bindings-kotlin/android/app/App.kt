package org.example.app

import java.time.LocalDate
import org.millejours.AnswerType
import org.millejours.Audience
import org.millejours.CalendarOptions
import org.millejours.Decision
import org.millejours.Dictionary
import org.millejours.Family
import org.millejours.FeatureException
import org.millejours.Intensity
import org.millejours.LawOptions
import org.millejours.LivesHere
import org.millejours.MemberList
import org.millejours.OfferAnswer
import org.millejours.PartialDate
import org.millejours.Programme
import org.millejours.ProgrammeException
import org.millejours.ProgrammeHistory
import org.millejours.Questionnaire
import org.millejours.Reading
import org.millejours.RelationKind
import org.millejours.family

/**
 * What an app would do, so that every kind of call crosses the boundary: objects, lists of them, texts, refusals; and so that
 * the typed face is used, every decision and every enum that is read by its word.
 */
fun main() {
    val programme = Programme.fromToml(
        """
        schema = 1
        id = "house"
        version = "1"
        valid = { from = 2026-01-01 }

        [facts.family.rooms]
        type = "int"
        range = [0, 20]
        category = "housing"
        changeable = true

        [[offers]]
        id = "home-visit"
        provider = "pmi"
        tier = "universal"
        duty = "to_offer"
        for = "child"
        title = { en = "Home visit" }
        cost = "free"
        when = [
          { id = "window", condition = "child.age_months >= 1 && child.age_months < 24" },
          { id = "here", condition = 'family.territory in ["FR-69381"]', source = "a decree" },
        ]

        [[offers]]
        id = "rooms"
        provider = "town"
        tier = "targeted"
        duty = "none"
        for = "family"
        title = { en = "A larger home" }
        cost = { amount = "12.50", currency = "EUR" }
        when = [ { id = "narrow", condition = "family.rooms < 2" } ]
        """,
    )
    val text = """{"schema": 1, "territory": "FR-69381", "children": [{"id": "c1", "born": "2026-02-11"}, {"id": "c2"}]}"""
    val day = LocalDate.of(2026, 6, 1)
    println(programme.assessJson(text, day))
    println(ProgrammeHistory(listOf(Programme.fromJson(programme.toJson()))).versions.single().id)
    try {
        Programme.fromToml("schema = 1\nidd = 'house'")
    } catch (refused: ProgrammeException) {
        refused.problems.forEach { println("${it.line} ${it.column} ${it.code} ${it.help}") }
    }

    for (it in programme.facts) println("${it.subject.word}.${it.name} ${it.type} ${it.category.word} ${it.changeable}")
    for (it in programme.offers) println("${it.id} ${it.provider} ${it.tier} ${it.duty.word} ${it.subject.word} ${it.cost}")

    val told = family("f-001") {
        territory("FR-69381")
        fact("rooms", 3)
        adult("a1") { livesHere(LivesHere.SHARED) }
        child("c1") { born(2026, 2, 11) }
        child("c2") { born(2023, 1, 5) }
        child("c3") { born(2026, 6, 1) }
        child("c4")
        relation("a1", "c1", RelationKind.STEP_PARENT)
        need("parenting", Intensity.MODERATE, since = PartialDate.of(2026, 3))
        complete(MemberList.CHILDREN)
    }
    println(told.toJson())
    println("${told.adults.single().livesHere} ${told.needs.single().intensity} ${told.relations.single().kind} ${told.complete}")
    check(Family.fromJson(told.toJson()) == told)
    val assessment = programme.assess(told, day)
    println(assessment.response)
    assessment.offers.forEach { println(line(it)) }
    for (it in assessment.questions) println("ask ${it.fact} ${it.category} ${it.unlocks}")

    var asked = Questionnaire(programme, family { child("c1") }, day)
    while (true) {
        val type = asked.nextType ?: break
        println("${asked.next?.fact} $type")
        asked = when (type) {
            is AnswerType.PartialDate -> asked.answer(PartialDate.of(2026, 2))
            is AnswerType.Whole -> asked.answer(type.most ?: 1L)
            is AnswerType.Code -> asked.answer("FR-69381")
            else -> asked.decline()
        }
    }
    println(asked.family.toJson())
    asked.assessment.offers.forEach { println(line(it)) }

    for (audience in Audience.entries) {
        val words = programme.explain(told, day, Dictionary.shipped("fr"), audience)
        println("${words.language} ${words.direction} ${words.audience} ${words.offers.size}\n${words.text}")
    }

    val schedule = programme.schedule(told, day)
    for (it in schedule.entries) println("${it.offer} ${it.subject} ${it.status} ${it.decision} ${it.days.until} ${it.missing}")
    val options = CalendarOptions("0b1f8a52-6d9e-4c6b", windows = true, titles = listOf(programme))
    println(schedule.toICalendar(Dictionary.shipped("fr"), options))

    // The archive's own native library has no proofs, and refuses; that of a desktop has them.
    try {
        var heard = 0
        val laws = programme.laws(LawOptions(children = 1), progress = { done, _ -> done > heard++ })
        println("${laws.laws} ${laws.laws.flatMap { it.breaks }.first()}, heard: ${heard > 0}")
        println("${programme.lints()} ${programme.difference(programme).isEmpty}")
    } catch (refused: FeatureException) {
        println(refused.code)
    }
}

private fun line(answer: OfferAnswer): String {
    val decided = when (val decision = answer.decision) {
        Decision.Eligible -> "eligible"
        Decision.NotEligible -> "not eligible"
        is Decision.NotYet -> "from ${decision.from}, then ${decision.then}"
        is Decision.NoLonger -> "since ${decision.since}"
        Decision.Undetermined -> "could tell: ${answer.missing}"
    }
    val reasons = answer.reasons.map { reason ->
        val read = reason.facts.map { (name, reading) ->
            name.value + "=" + when (reading) {
                is Reading.One -> reading.value.text()
                is Reading.Codes -> reading.codes.toString()
            }
        }
        "${reason.rule} ${reason.truth} $read ${reason.source}"
    }
    val changes = answer.changes.map { change -> "${change.set.map { (name, value) -> "$name=${value.text()}" }} ${change.then}" }
    return "${answer.offer} ${answer.subject} $decided | $reasons | $changes"
}
