"""What a notebook shows: whole, escaped, accessible."""

import pickle
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import millejours as mj
from conftest import PROGRAMME, REFORMED, REGISTERED, UNFAIR
from millejours import Family, Programme

EXAMPLES = Path(__file__).parents[2] / "examples" / "maison-1000-jours"
TAGS = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "code", "span", "strong", "time", "br"}
TAGS |= {"p", "ul", "ol", "li"}
LINES = {"rgba(128,128,128,.45)", "rgba(128,128,128,.8)"}
HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(1)>\'&amp;'


class Reader(HTMLParser):
    """Tags with their attributes, and the text between them; refuses what is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def shown() -> dict[str, str]:
    town = Programme.load(EXAMPLES / "programme.toml")
    family = Family.from_json((EXAMPLES / "families" / "f-several-needs.json").read_bytes())
    unfair, reformed = Programme.from_toml(UNFAIR), Programme.from_toml(REFORMED)
    laws = unfair.laws()
    return {
        "laws": laws._repr_html_(),
        "law": laws["gradient"]._repr_html_(),
        "break": laws["gradient"].breaks[0]._repr_html_(),
        "gap": mj.Finding.no_gap([unfair, reformed])._repr_html_(),
        "lints": unfair.lints()._repr_html_(),
        "differences": unfair.difference(reformed)._repr_html_(),
        "law of the country": Programme.load(EXAMPLES / "programme-2019.toml").difference(town)._repr_html_(),
        "schedule": town.schedule(family, "2026-06-01")._repr_html_(),
        "assessment": town.assess(family, "2026-06-01")._repr_html_(),
        "stored": mj.Assessment.from_json(town.assess_json(family.to_json(), "2026-06-01"))._repr_html_(),
        "programme": town._repr_html_(),
        "family": family._repr_html_(),
        "nobody": Family()._repr_html_(),
        "words": town.explain(family, "2026-06-01", language="it")._repr_html_(),
        "rules": town.explain(family, "2026-06-01", language="de", audience="professional")._repr_html_(),
    }


SHOWN = shown()


@pytest.mark.parametrize("name", SHOWN)
def test_a_table_is_plain_and_accessible(name: str) -> None:
    page = Reader(SHOWN[name])
    tags = {tag for tag, _ in page.tags}
    assert tags <= TAGS
    assert page.tags[0][1].get("lang") or page.tags[1][1].get("lang")
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.tags if tag == "th")
    assert all(attributes.get("lang") for tag, attributes in page.tags if tag == "table")
    assert [tag for tag, _ in page.tags].count("caption") == [tag for tag, _ in page.tags].count("table")
    # No colour of its own but a grey line: the notebook's theme decides.
    assert set(re.findall(r"#[0-9a-f]{3,6}|rgba?\([^)]*\)", SHOWN[name])) <= LINES
    assert not any(key.startswith("on") for _, attributes in page.tags for key in attributes)


def test_an_assessment_shows_every_answer_and_question() -> None:
    town = Programme.load(EXAMPLES / "programme.toml")
    family = Family.from_json((EXAMPLES / "families" / "f-no-address.json").read_bytes())
    assessment = town.assess(family, "2026-06-01")
    page = Reader(assessment._repr_html_())
    rows = [tag for tag, _ in page.tags].count("tr") - 2
    assert rows == len(assessment) + len(assessment.questions)
    for question in assessment.questions:
        assert question.fact in page.text
    for answer in assessment:
        assert answer.decision.replace("_", " ") in page.text
        if answer.from_:
            assert answer.from_.isoformat() in page.text
    for word in ("score", "burden", "tier", "level", "missed"):
        assert word not in page.text.lower()


def test_a_break_shows_two_families_and_what_each_gets() -> None:
    laws = Programme.from_toml(UNFAIR).laws()
    page = Reader(laws._repr_html_())
    for finding in laws:
        assert finding.law.replace("_", " ") in page.text
        assert finding.verdict.replace("_", " ") in page.text
    found = next(one for one in laws["gradient"].breaks if one.kind == "smaller_dose")
    html = found._repr_html_()
    page = Reader(html)
    assert page.text.count("differs:") == 1
    assert f"differs: {found.fact}" in page.text
    assert [tag for tag, _ in page.tags].count("caption") == 1
    assert "4 against 1 hour" in page.text
    first, second = re.findall(r"<td [^>]*>((?:(?!</td>).)*)</td>", html)[-2:]
    assert "eligible, 4 \u00d7 hour" in Reader(first).text
    assert "eligible, 1 \u00d7 hour" in Reader(second).text


def test_differences_lints_and_schedules_show_all_their_rows() -> None:
    unfair, reformed = Programme.from_toml(UNFAIR), Programme.from_toml(REFORMED)
    lints, differences = unfair.lints(), unfair.difference(reformed)
    page = Reader(lints._repr_html_())
    assert [tag for tag, _ in page.tags].count("tr") - 1 == len(lints)
    for lint in lints:
        assert lint.kind.replace("_", " ") in page.text
        assert lint.path in page.text
    page = Reader(differences._repr_html_())
    assert [tag for tag, _ in page.tags].count("tr") - 2 == len(differences) + len(differences.totals)
    for difference in differences:
        assert all(str(term) in page.text for region in difference.regions for term in region)
    town = Programme.load(EXAMPLES / "programme.toml")
    schedule = town.schedule({"children": [{"id": "c1", "born": "2026-02-11"}]}, "2026-06-01")
    page = Reader(schedule.to_html("fr"))
    assert [tag for tag, _ in page.tags].count("tr") - 1 == len(schedule)
    for entry in schedule:
        assert town.offer(entry.offer).title["fr"] in page.text
        assert entry.due is None or entry.due.from_.isoformat() in page.text
    stored = pickle.loads(pickle.dumps(schedule))
    assert stored.to_html("fr") != schedule.to_html("fr") == stored.to_html("fr", programme=town)
    with pytest.raises(ValueError, match="the schedule is by 'maison-1000-jours', not by 'unfair'"):
        stored.to_html(programme=unfair)


def test_a_table_says_why_not() -> None:
    town = Programme.load(EXAMPLES / "programme.toml")
    told = 0
    for path in sorted((EXAMPLES / "families").glob("*.json")):
        assessment = town.assess(Family.from_json(path.read_bytes()), "2026-06-01")
        cells = re.findall(r"<td [^>]*>((?:(?!</td>).)*)</td></tr>", assessment._repr_html_())[: len(assessment)]
        for answer, cell in zip(assessment, cells, strict=True):
            text = Reader(cell).text
            no = answer.decision in ("not_eligible", "not_yet", "no_longer")
            assert bool(text) == no
            for reason in answer.reasons if no else ():
                assert reason.rule in text
                assert all(name in text for name in reason.facts)
                told += 1
    assert told
    library = Programme.from_toml(REGISTERED).assess({"facts": {"registered": False}}, "2026-06-01")
    text = Reader(library._repr_html_()).text
    assert "member read family.registered no" in text
    assert "eligible with family.registered yes" in text


def test_a_stored_assessment_takes_its_titles_from_a_programme() -> None:
    town = Programme.load(EXAMPLES / "programme.toml")
    assessment = town.assess({"children": [{"id": "c1", "born": "2026-02"}]}, "2026-06-01")
    for stored in (pickle.loads(pickle.dumps(assessment)), mj.Assessment.from_dict(assessment.to_dict())):
        assert stored == assessment
        assert stored.to_html() != assessment.to_html()
        assert stored.to_html("fr", programme=town) == assessment.to_html("fr")
        with pytest.raises(ValueError, match="the assessment is by 'maison-1000-jours', not by 'maison'"):
            stored.to_html(programme=Programme.from_toml(PROGRAMME))


def test_titles_come_in_a_language_that_is_named() -> None:
    town = Programme.load(EXAMPLES / "programme.toml")
    assessment = town.assess({"children": [{"id": "c1", "born": "2026-02"}]}, "2026-06-01")
    title = town.offer(assessment.offers[0].offer).title
    assert f'lang="fr" dir="auto">{title["fr"]}'.replace("'", "&#x27;") in assessment.to_html("fr")
    assert 'lang="en"' in assessment.to_html("sw")


def test_nothing_of_a_document_becomes_markup() -> None:
    hostile = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    programme = Programme.from_toml(
        PROGRAMME.replace("Home visit", hostile)
        .replace('version = "2026.1"', f'version = "{hostile}"\ntitle = {{ en = "{hostile}" }}')
        .replace("cost =", 'dose = { unit = "visit", amount = 1 }\ncost =')
    )
    family = Family(
        territory=HOSTILE,
        languages=[HOSTILE],
        needs=[mj.Need("health", "light", voice=HOSTILE)],
        facts={HOSTILE: mj.GivenFact(HOSTILE, voice=HOSTILE)},
        declined=[HOSTILE],
        resources=[mj.Resource(HOSTILE)],
    )
    pages = [
        programme._repr_html_(),
        family._repr_html_(),
        programme.assess(family, "2026-06-01")._repr_html_(),
        programme.assess({}, "2026-06-01")._repr_html_(),
        programme.explain(family, "2026-06-01", language="en")._repr_html_(),
        programme.explain(family, "2026-06-01", language="en", audience="professional")._repr_html_(),
    ]
    unfair = UNFAIR.replace('version = "1"', f'version = "{hostile}"').replace("Home visit", hostile)
    named, plain = Programme.from_toml(unfair.replace("Talk", hostile)), Programme.from_toml(REFORMED)
    pages += [
        named.laws()._repr_html_(),
        named.lints()._repr_html_(),
        named.difference(plain)._repr_html_(),
        plain.difference(named)._repr_html_(),
        named.schedule(family.replace(children=[mj.Child("c1")], needs=None), "2026-06-01")._repr_html_(),
    ]
    for page in pages:
        assert "<script" not in page
        assert "<img" not in page
        assert Reader(page).text
    assert HOSTILE in Reader(pages[0]).text
    assert HOSTILE in Reader(pages[1]).text
