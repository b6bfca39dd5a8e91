"""Ordinary use of the package."""

import copy
import datetime
import json
import pickle
import re
from pathlib import Path

import pytest

import millejours
from conftest import FAMILY, NAMING, PROGRAMME, VOCABULARY
from millejours import Programme, ProgrammeHistory, Vocabulary

DAY = datetime.date(2026, 6, 1)


def test_a_programme_answers_for_a_family(programme: Programme) -> None:
    answer = json.loads(programme.assess_json(FAMILY, DAY))
    assert answer["programme"] == "maison"
    assert answer["on"] == "2026-06-01"
    assert answer["offers"][0]["decision"] == "eligible"


def test_a_programme_tells_its_id_and_version(programme: Programme) -> None:
    assert (programme.id, programme.version) == ("maison", "2026.1")
    assert repr(programme) == "Programme(id='maison', version='2026.1')"


@pytest.mark.parametrize("family", [FAMILY, FAMILY.encode()])
@pytest.mark.parametrize("on", [DAY, "2026-06-01"])
def test_text_and_bytes_date_and_text_mean_the_same(
    programme: Programme, family: str | bytes, on: datetime.date | str
) -> None:
    assert programme.assess_json(family, on) == programme.assess_json(FAMILY, DAY)


def test_a_kind_of_date_is_a_date(programme: Programme) -> None:
    class Day(datetime.date):
        pass

    assert programme.assess_json(FAMILY, Day(2026, 6, 1)) == programme.assess_json(FAMILY, DAY)


def test_arguments_have_names(programme: Programme) -> None:
    assert programme.assess_json(family=FAMILY, on=DAY) == programme.assess_json(FAMILY, DAY)
    assert Programme.from_toml(text=PROGRAMME).id == programme.id


def test_a_programme_is_written_and_read_again(programme: Programme) -> None:
    assert Programme.from_json(programme.to_json()).to_json() == programme.to_json()
    assert Programme.from_toml(programme.to_toml()).to_toml() == programme.to_toml()
    assert Programme.from_toml(programme.to_toml().encode()).to_json() == programme.to_json()


@pytest.mark.parametrize("name", ["programme.toml", "programme.json", "programme.JSON", "programme"])
@pytest.mark.parametrize("kind", [str, Path])
def test_a_programme_is_loaded_from_a_file(
    programme: Programme, tmp_path: Path, name: str, kind: type[str] | type[Path]
) -> None:
    text = programme.to_json() if name.lower().endswith(".json") else PROGRAMME
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert Programme.load(kind(path)).to_json() == programme.to_json()


def test_warnings_are_a_tuple_and_json(programme: Programme) -> None:
    assert programme.warnings == ()
    assert programme.warnings_json() == "[]"


def test_a_warning_is_a_problem() -> None:
    doubtful = Programme.from_toml(
        PROGRAMME.replace("when = [", 'when = [ { id = "always", condition = "family.children >= 0" },')
    )
    (warning,) = doubtful.warnings
    assert warning.code == "rule.always"
    assert warning.path == "offers[0].when[0].condition"
    assert json.loads(doubtful.warnings_json())[0]["code"] == "rule.always"


def test_programmes_are_copied_and_pickled(programme: Programme) -> None:
    assert copy.copy(programme) is programme
    assert copy.deepcopy(programme) is programme
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        restored = pickle.loads(pickle.dumps(programme, protocol))
        assert type(restored) is Programme
        assert restored.to_json() == programme.to_json()


HOUSED = FAMILY.replace("}", ', "facts": {"rooms": 1}}')


def decision(programme: Programme, family: str = HOUSED) -> object:
    return json.loads(programme.assess_json(family, DAY))["offers"][0]["decision"]


def test_a_vocabulary_tells_its_id_and_version(vocabulary: Vocabulary) -> None:
    assert (vocabulary.id, vocabulary.version) == ("household", "2026")
    assert repr(vocabulary) == "Vocabulary(id='household', version='2026')"


def test_a_programme_knows_the_facts_of_its_vocabularies(vocabulary: Vocabulary) -> None:
    naming = Programme.from_toml(NAMING, vocabularies=[vocabulary])
    assert decision(naming) == "eligible"
    assert decision(naming, FAMILY) == "undetermined"
    assert decision(naming, HOUSED.replace("1}", "2}")) == "not_eligible"
    assert decision(Programme.from_toml(NAMING, vocabularies=iter([vocabulary]))) == "eligible"
    assert decision(Programme.from_json(naming.to_json(), vocabularies=(vocabulary,))) == "eligible"


@pytest.mark.parametrize("name", ["vocabulary.toml", "vocabulary.JSON"])
def test_vocabularies_are_loaded_from_files(tmp_path: Path, name: str) -> None:
    of_json = {
        "schema": 1,
        "id": "household",
        "version": "2026",
        "facts": {"family": {"rooms": {"type": "int", "range": [0, 20], "category": "housing"}}},
    }
    path = tmp_path / name
    path.write_text(json.dumps(of_json) if name.endswith("JSON") else VOCABULARY, encoding="utf-8")
    programme = tmp_path / "programme.toml"
    programme.write_text(NAMING, encoding="utf-8")
    loaded = Vocabulary.load(path)
    assert decision(Programme.load(programme, vocabularies=[loaded])) == "eligible"
    assert pickle.loads(pickle.dumps(loaded)).id == "household"


@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, lambda thing: pickle.loads(pickle.dumps(thing))])
def test_a_copy_keeps_its_vocabularies(vocabulary: Vocabulary, how: object) -> None:
    assert callable(how)
    assert repr(how(vocabulary)) == repr(vocabulary)
    naming = Programme.from_toml(NAMING, vocabularies=[vocabulary])
    assert decision(how(naming)) == "eligible"
    assert decision(how(how(naming))) == "eligible"
    assert decision(how(ProgrammeHistory([naming])).on(DAY)) == "eligible"
    assert decision(how(ProgrammeHistory([naming]).on(DAY))) == "eligible"


def test_programmes_cannot_be_changed_or_extended(programme: Programme) -> None:
    with pytest.raises(AttributeError):
        programme.id = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        programme.other = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Programme()  # no programme without a document
    with pytest.raises(TypeError):
        Vocabulary()
    with pytest.raises(TypeError):
        type("Mine", (Programme,), {})


@pytest.fixture
def history() -> ProgrammeHistory:
    first = PROGRAMME.replace("2026-01-01 }", "2026-01-01, until = 2026-06-30 }")
    second = PROGRAMME.replace("2026.1", "2026.2").replace("2026-01-01 }", "2026-07-01 }")
    return ProgrammeHistory(Programme.from_toml(text) for text in (second, first))


def test_a_history_finds_the_version_in_force(history: ProgrammeHistory) -> None:
    assert history.on("2026-06-30").version == "2026.1"
    assert history.on(datetime.date(2026, 7, 1)).version == "2026.2"


def test_a_history_lists_its_versions_in_the_order_of_their_days(history: ProgrammeHistory) -> None:
    assert isinstance(history.versions, tuple)
    assert [programme.version for programme in history.versions] == ["2026.1", "2026.2"]
    assert history.on("2026-06-30") is history.versions[0]
    assert history.on("2026-07-01") is history.versions[1]


def test_a_history_assesses_by_the_version_in_force(history: ProgrammeHistory) -> None:
    for on in ("2026-06-30", "2026-07-01"):
        assert history.assess_json(FAMILY, on) == history.on(on).assess_json(FAMILY, on)


def test_histories_are_copied_and_pickled(history: ProgrammeHistory) -> None:
    assert copy.copy(history) is history
    assert copy.deepcopy(history) is history
    restored = pickle.loads(pickle.dumps(history))
    assert restored.on("2026-07-01").version == "2026.2"
    assert repr(restored) == repr(history)
    assert repr(history).startswith("ProgrammeHistory((Programme(id='maison', version='2026.1'), ")


def test_a_condition_is_formatted() -> None:
    written = millejours.format_condition("family.carers==1")
    assert written == "family.carers == 1"
    assert millejours.format_condition(written) == written
    assert millejours.format_condition(written.encode()) == written


@pytest.mark.parametrize(
    ("page", "count"),
    [("bindings-python/README.md", 9), ("README.md", 2), ("core/docs/laws.md", 1), ("core/docs/schedule.md", 1)],
)
def test_the_readmes_say_what_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, page: str, count: int
) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    blocks = re.findall(r"```python\n(.*?)```", (root / page).read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == count
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)
        assert capsys.readouterr().out.splitlines() == re.findall(r"^# ?(.*)$", block, re.MULTILINE)


def test_the_guide_to_columns_says_what_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = (Path(__file__).parents[1] / "docs" / "columns.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```(?:\n```text\n(.*?)```)?", page, re.DOTALL)
    assert len(blocks) == 9
    names: dict[str, object] = {}
    for block, told in blocks:
        if "spark" in block:
            # It takes a minute to begin: `test_spark_says_the_same` calls it so.
            continue
        exec(block, names)
        assert capsys.readouterr().out == told
    assert (tmp_path / "visits.parquet").exists()


def test_the_package_says_its_version() -> None:
    assert millejours.__version__.count(".") == 2


def test_everything_public_is_listed_and_documented() -> None:
    for name in millejours.__all__:
        thing = getattr(millejours, name)
        assert name == "__version__" or thing.__doc__, name
        if isinstance(thing, type) and not issubclass(thing, Exception):
            assert thing.__module__.startswith("millejours")
            for own in dir(thing):
                assert own.startswith("_") or getattr(thing, own).__doc__ or name == "Problem", own
