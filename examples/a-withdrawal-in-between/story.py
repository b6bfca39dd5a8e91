"""The story in Python: a visit without network, a withdrawal meanwhile at the office, the merge; then what a mother
keeps from her partner. The same lines as story.rs and Story.kt.
"""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import millejours as mj

HERE = Path(__file__).parent
OFFICE, MIDWIFE, PMI, HOUSE = "provider:office", "provider:midwife-7", "provider:pmi", "provider:house"
MOTHER, PARTNER = "adult:a1", "adult:a2"

# EXAMPLE KEYS, known to everybody who reads this. A real key is drawn at random inside the keystore of a phone or of a
# server and never leaves it: it signs what `UnsignedEvent.to_bytes()` gives, and no program holds it.
EXAMPLE_KEYS = {who: bytes([seed]) * 32 for who, seed in ((OFFICE, 1), (MIDWIFE, 2), (PMI, 3), (MOTHER, 4), (HOUSE, 5))}
# In earnest `secrets.token_hex(16)`, drawn once for the family.
EXAMPLE_JOURNAL = "05" * 16

NAMES = {PMI: "PMI di Valrose", HOUSE: "La Maison", MIDWIFE: "signora Blanc", MOTHER: "Giulia", "child:c1": "Nino"}

Json = dict[str, Any]


class Visit(NamedTuple):
    """What is left of the visit."""

    office: mj.Journal
    """The family's journal at the office, after the phone came back."""
    pmi: tuple[mj.Journal, mj.Journal, mj.Journal]
    """The PMI's copy of the evening of the visit, and its copies after the merge and after the cancelling."""
    fhir: str
    """What the midwife disclosed at the door, with the referral, as FHIR."""
    dpv: str
    """The consent that was taken back, in terms of DPV."""


class Kept(NamedTuple):
    """What is left of the confidence."""

    office: mj.Journal
    """The family's journal at the office."""
    fhir: str
    """What the House is shown with the referral, as FHIR."""
    partner: dict[str, tuple[str, str]]
    """What the partner gets: with what is kept from him, and in a family in which it never was."""


class Story:
    """What everybody in the story works with, and the lines that were told so far."""

    def __init__(self) -> None:
        self.programme = mj.Programme.load(HERE.parent / "maison-1000-jours" / "programme.toml")
        self.family = (HERE / "family.json").read_text(encoding="utf-8")
        # The documents that were written: consents, requests, a confidence.
        papers = json.loads((HERE / "papers.json").read_text(encoding="utf-8"))
        self.papers = {name: json.dumps(paper) for name, paper in papers.items()}
        keys = [{"party": who, "public": mj.public_key(key).hex()} for who, key in EXAMPLE_KEYS.items()]
        self.roster = mj.Roster.from_json(json.dumps({"schema": 1, "keys": keys}))
        self.drawn = 0
        self.page: list[str] = []

    def visit(self) -> Visit:
        """A visit without network, and a withdrawal meanwhile."""
        self.title("A visit without network")
        first, visit, away, back = "2026-06-01", "2026-06-03", "2026-06-04", "2026-06-05"

        # At the office the mother says in writing who may know what, and what help she would like.
        office = mj.Journal(EXAMPLE_JOURNAL)
        self.say(office, OFFICE, first, "g0", self.consent("midwife-may-know"))
        self.say(office, OFFICE, first, "g1", self.consent("pmi-may-know"))
        # The midwife's phone takes along what she may know of the family, and her part of the journal. Nothing else.
        for_midwife = self.disclose(self.family, office, "for-the-midwife", first, "d0")
        self.say(office, OFFICE, first, "d0", record(for_midwife))
        known = compact(for_midwife["family"])
        phone = office.copy_for(MIDWIFE, json.loads(self.family), first)
        self.journal(first, "the office", office)
        self.journal(first, "the midwife's phone", phone)
        self.line(f"the phone knows: {known}")

        # At the door, offline: proposed, agreed to, disclosed, requested. The phone decides with what it has.
        least = json.loads(self.programme.least_request_json("home-visit"))
        self.line(f"the least that a home visit needs: {', '.join(least['categories'])}")
        proposed = {"offer": "home-visit", "provider": PMI, "sender": MIDWIFE, "about": ["child[c1]"]}
        self.step(phone, MIDWIFE, visit, "r1", **proposed, state="proposed", by=MIDWIFE)
        self.step(phone, MIDWIFE, visit, "r1", state="draft", by=MOTHER, evidence={"form": "spoken"})
        self.decision(visit, self.decide(known, phone, "for-the-pmi", visit))
        disclosure = self.disclose(known, phone, "for-the-pmi", visit, "d1")
        self.say(phone, MIDWIFE, visit, "d1", record(disclosure))
        self.step(phone, MIDWIFE, visit, "r1", state="requested", by=MIDWIFE, disclosure="d1")
        self.journal(visit, "the midwife's phone", phone)
        self.line(f"the PMI is shown: {compact(disclosure['family'])}")
        fhir = self.fhir(known, phone, "for-the-pmi", visit, "d1", "r1", "https://midwife.example/fhir/d1")
        self.line(f"as FHIR R4B: {resources(fhir)}")
        # In the evening she passes by the PMI, and hands it its copy from phone to phone.
        told = phone.copy_for(PMI, json.loads(known), visit)
        self.journal(visit, "the PMI's copy", told)

        # Meanwhile, at the office, the mother takes the consent back. She gives no reason, and is asked for none.
        self.say(office, OFFICE, away, "g1", {"kind": "consent", "status": "withdrawn", "by": MOTHER})
        self.journal(away, "the office", office)

        # The phone is back. Whichever side merges, the bytes are the same, and the withdrawal stands.
        merged, refused_here = office.merge(phone, self.roster, back)
        other, refused_there = phone.merge(office, self.roster, back)
        same, refused = merged.to_jsonl() == other.to_jsonl(), len(refused_here) + len(refused_there)
        self.line(f"{back}  merged both ways: same bytes {yes(same)}, refused {refused}")
        office = merged
        self.journal(back, "the family's journal", office)
        self.decision(back, self.decide(self.family, office, "for-the-pmi", back))
        shown = {"schema": 1, "disclosures": [kept_of(disclosure)]}
        duties = mj.withdrawal_duties_json(office.consents_json(back), json.dumps(shown), MIDWIFE, back)
        for duty in json.loads(duties)["duties"]:
            about = f" ({duty['disclosure']})" if "disclosure" in duty else ""
            self.line(f"  {duty['duty']} since {duty['since']}: {duty['who']} towards {duty['to']}{about}")
        taken = next(own for own in json.loads(office.consents_json(back))["consents"] if own["id"] == "g1")
        dpv = mj.consent_dpv_json(json.dumps(taken), back)
        stands = "dpv:ConsentWithdrawn" if '"dpv:ConsentWithdrawn"' in dpv else "something else"
        self.line(f"g1 as DPV: {stands}; {short(dpv)}")

        # The PMI's next copy has nothing of the request. It holds an older one: so she says `cancelled`, on her phone.
        family = json.loads(self.family)
        after = office.copy_for(PMI, family, back)
        self.journal(back, "the PMI's next copy", after)
        hers = office.copy_for(MOTHER, family, back)
        self.step(hers, MOTHER, back, "r1", state="cancelled", by=MOTHER)
        office, _ = office.merge(hers, self.roster, back)
        last, _ = told.merge(office.copy_for(PMI, family, back), self.roster, back)
        self.journal(back, "what the PMI has then", last)

        self.line("who has what, and may see what of child[c1]: before the withdrawal, and after")
        for who, paper in (
            (MOTHER, "seen-by-the-mother"),
            (PARTNER, "seen-by-the-partner"),
            (MIDWIFE, "for-the-midwife"),
            (PMI, "for-the-pmi"),
        ):
            for on, journal in ((visit, phone), (back, office)):
                stands = standings(journal.copy_for(who, family, on), on)
                self.line(f"  {who} {on}: {stands}; sees {self.seen(journal, paper, on)}")
        self.line("what the mother reads, in her language")
        self.text(self.referral(office, "r1", back).to_text(back, language="it", programme=self.programme, names=NAMES))
        self.text(self.decide(self.family, office, "for-the-pmi", back).to_text(language="it", names=NAMES))
        return Visit(office, (told, after, last), fhir, dpv)

    def kept(self, office: mj.Journal) -> Kept:
        """A referral that her partner must not learn of."""
        self.title("What is kept from a partner")
        asked, heard, answered, later = "2026-07-01", "2026-07-02", "2026-07-06", "2026-07-07"
        without = office

        # On her own phone she says first from whom it is kept. All that follows is then written so.
        hers = office.copy_for(MOTHER, json.loads(self.family), asked)
        self.say(hers, MOTHER, asked, "k1", json.loads(self.papers["kept-from-him"]))
        self.say(hers, MOTHER, asked, "g2", self.consent("house-may-know"))
        shown = self.disclose(self.family, hers, "for-the-house", asked, "d2")
        self.say(hers, MOTHER, asked, "d2", record(shown))
        begun = {"offer": "listening", "provider": HOUSE, "sender": MOTHER, "about": ["adult[a1]", "child[c1]"]}
        self.step(hers, MOTHER, asked, "r2", **begun, state="draft", by=MOTHER)
        self.step(hers, MOTHER, asked, "r2", state="requested", by=MOTHER, disclosure="d2")
        self.journal(asked, "her phone", hers)
        fhir = self.fhir(self.family, hers, "for-the-house", asked, "d2", "r2", "https://phone.example/fhir/d2")
        self.line(f"as FHIR R4B: {resources(fhir)}")

        # The office takes it in, the House gets its copy and answers.
        office, _ = office.merge(hers, self.roster, heard)
        theirs = office.copy_for(HOUSE, json.loads(self.family), heard)
        self.step(theirs, HOUSE, answered, "r2", state="accepted", by=HOUSE)
        office, _ = office.merge(theirs, self.roster, answered)
        unmarked = len(office.to_be_marked(json.loads(self.family)))
        self.line(f"{answered}  still to be marked before copies are made: {unmarked}")

        # The family as the office knows it now: with her need, and with the help that she has.
        family = (HERE / "family-with-what-is-kept.json").read_text(encoding="utf-8")
        for who, name in ((MOTHER, "her copy"), (HOUSE, "the House's copy"), (PARTNER, "his copy")):
            self.journal(later, name, office.copy_for(who, json.loads(family), later))
        never = dict(self.partner(self.family, without, later))
        self.line("what he gets, beside a family in which nothing of it ever was")
        pairs = {}
        for name, told in self.partner(family, office, later):
            self.line(f"  {name}: {short(told)}, same bytes {yes(told == never[name])}")
            pairs[name] = (told, never[name])
        # Her need is the family's, and takes every adult's word. He is not named: it says to seek advice first.
        self.decision(later, self.decide(family, office, "her-need-too", later))
        self.line("what she reads, in her language")
        referral = self.referral(office, "r2", later)
        self.text(referral.to_text(later, language="it", programme=self.programme, names=NAMES))
        return Kept(office, fhir, pairs)

    def partner(self, family: str, journal: mj.Journal, on: str) -> Iterator[tuple[str, str]]:
        """Everything that the partner could read."""
        copy = journal.copy_for(PARTNER, json.loads(family), on)
        yield "journal", copy.to_jsonl()
        yield "standing", copy.standing_json(on)
        asked = (family, journal.consents_json(on), self.papers["all-that-he-could-ask"], on)
        disclosure = self.programme.disclose_json(*asked, "d9", rules="FR")
        yield "decision", self.programme.decide_json(*asked, rules="FR")
        yield "disclosure", disclosure
        yield "assessment and questions", self.programme.assess_disclosed_json(*asked, rules="FR")
        yield "page in words", str(self.programme.explain(json.loads(disclosure)["family"], on, language="it"))

    # What is said and decided.

    def say(self, journal: mj.Journal, who: str, on: str, thread: str, entry: Json) -> None:
        """Draft, sign and append."""
        key = EXAMPLE_KEYS[who]
        # In earnest `secrets.token_bytes(32)`, new each time.
        self.drawn += 1
        salt = bytes([self.drawn]) * 32
        draft = journal.draft(
            thread=thread, author=who, key=mj.public_key(key), on=on, entry=json.dumps(entry), salt=salt
        )
        journal.append(draft.sign(key), self.roster, on)

    def step(self, journal: mj.Journal, who: str, on: str, thread: str, **step: object) -> None:
        """A step of a referral."""
        self.say(journal, who, on, thread, {"kind": "referral", **step})

    def consent(self, paper: str) -> Json:
        """What begins the thread of a consent: its terms, without its id and its day."""
        consent = json.loads(self.papers[paper])
        return {"kind": "consent"} | {key: value for key, value in consent.items() if key not in ("id", "since")}

    def decide(self, family: str, journal: mj.Journal, request: str, on: str) -> mj.ConsentDecision:
        """May it be seen?"""
        told = self.programme.decide_json(family, journal.consents_json(on), self.papers[request], on, rules="FR")
        return mj.ConsentDecision.from_json(told)

    def disclose(self, family: str, journal: mj.Journal, request: str, on: str, name: str) -> Json:
        """What may be seen."""
        told = journal.consents_json(on)
        return json.loads(self.programme.disclose_json(family, told, self.papers[request], on, name, rules="FR"))

    def seen(self, journal: mj.Journal, request: str, on: str) -> str:
        """What of the child is disclosed."""
        try:
            disclosure = self.disclose(self.family, journal, request, on, "d9")
        except mj.ConsentError as refused:
            if refused.code != "consent.not_permitted":
                raise
            return "nothing"
        return ", ".join(part["category"] for part in disclosure["parts"] if part["about"] == "child[c1]")

    def fhir(self, family: str, journal: mj.Journal, request: str, on: str, name: str, referral: str, base: str) -> str:
        """A disclosure with a referral that rests on it, as FHIR."""
        asked = (family, journal.consents_json(on), self.papers[request], on, name, base)
        sent = self.referral(journal, referral, on).to_json()
        return self.programme.disclose_fhir_json(*asked, rules="FR", referral=sent)

    def referral(self, journal: mj.Journal, name: str, on: str) -> mj.Referral:
        """A referral as it stands on a day."""
        return next(own for own in journal.referrals(on) if own.id == name)

    # What is printed.

    def line(self, text: str) -> None:
        self.page.append(text)

    def title(self, text: str) -> None:
        self.page += [""] * bool(self.page) + [text]

    def text(self, text: str) -> None:
        self.page += [f"  | {line}" for line in text.splitlines()]

    def journal(self, on: str, whose: str, journal: mj.Journal) -> None:
        told = short(journal.to_jsonl())
        self.line(f"{on}  {whose}: {len(journal)} events, {told}; {standings(journal, on)}")

    def decision(self, on: str, decision: mj.ConsentDecision) -> None:
        told = decision.to_dict()
        self.line(f"{on}  may {told['recipient']} see it? {decision.answer}")
        for part in told["parts"]:
            reasons = ", ".join(reason["code"] for reason in part["reasons"])
            asks = part.get("ask", ())
            ask = "".join(f"; ask {own['whom']}" if "whom" in own else "; seek advice first" for own in asks)
            self.line(f"  {part['about']}, {part['category']}: {part['decision']} ({reasons}){ask}")


def kept_of(disclosure: Json) -> Json:
    """What is kept of a disclosure: nothing that the family told."""
    return {key: value for key, value in disclosure.items() if key not in ("schema", "family")}


def record(disclosure: Json) -> Json:
    """What records a disclosure in a journal, in the thread of its id."""
    return {"kind": "disclosure"} | {key: value for key, value in kept_of(disclosure).items() if key != "id"}


def standings(journal: mj.Journal, on: str) -> str:
    """Where each thread stands."""
    standing = json.loads(journal.standing_json(on))["standings"]
    return ", ".join(f"{own['thread']} {own['state']}" for own in standing) or "nothing"


def resources(bundle: str) -> str:
    """The kinds of resources in a bundle, and its length and CRC-32."""
    kinds = ", ".join(entry["resource"]["resourceType"] for entry in json.loads(bundle)["entry"])
    return f"{kinds}; {short(bundle)}"


def short(text: str) -> str:
    """Length and CRC-32."""
    data = text.encode()
    return f"{len(data)} bytes, crc32 {zlib.crc32(data):08x}"


def compact(document: Json) -> str:
    """JSON as the library writes it."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def yes(value: bool) -> str:
    """As the other languages write it."""
    return "true" if value else "false"


def main() -> None:
    story = Story()
    story.kept(story.visit().office)
    print("\n".join(story.page))


if __name__ == "__main__":
    main()
