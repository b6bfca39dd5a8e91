"""Every class and method shows itself by an example that runs."""

import datetime
import decimal
import doctest
import inspect
from collections.abc import Iterator

import polars
import pytest

import millejours as mj

# What its owner's example shows need not be shown again.
SHOWN_BY_THE_CLASS = property


def documented() -> Iterator[tuple[str, object]]:
    yield "millejours", mj
    for name in mj.__all__:
        thing = getattr(mj, name)
        if name == "__version__":
            continue
        yield name, thing
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            for own, value in vars(thing).items():
                if not own.startswith("_") and not inspect.isdatadescriptor(value):
                    yield f"{name}.{own}", getattr(thing, own)
                elif not own.startswith("_") and ">>>" in (inspect.getdoc(value) or ""):
                    yield f"{name}.{own}", value


EXAMPLES = dict(documented())


def names() -> dict[str, object]:
    """What the package's own page promises to its examples."""
    parser = doctest.DocTestParser()
    known: dict[str, object] = {"mj": mj, "datetime": datetime, "decimal": decimal, "polars": polars}
    children = {"family": [1, 2], "member": ["a", "a"], "born": [datetime.date(2026, 2, 11), None]}
    known["tables"] = {"family": polars.DataFrame({"family": [1, 2]}), "children": polars.DataFrame(children)}
    exec(parser.get_examples(inspect.getdoc(mj.Programme) or "")[0].source, known)
    for one in (mj.Referral, mj.Accompaniment):
        exec(parser.get_examples(inspect.getdoc(one) or "")[0].source, known)
    for example in parser.get_examples(inspect.getdoc(mj.ConsentDecision) or "")[:3]:
        exec(example.source, known)
    for example in parser.get_examples(inspect.getdoc(mj.Journal) or ""):
        exec(example.source, known)
    for thing, wanted in ((mj.WithdrawalDuties, 9), (mj.Event, 1), (mj.RetentionRules, 1)):
        for example in parser.get_examples(inspect.getdoc(thing) or "")[:wanted]:
            exec(example.source, known)
    for example in parser.get_examples(mj.__doc__ or "")[:2]:
        exec(example.source, known)
    return known


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_run(name: str) -> None:
    text = inspect.getdoc(EXAMPLES[name])
    assert text, f"{name} has no words"
    example = doctest.DocTestParser().get_doctest(text, names(), name, None, None)
    assert example.examples, f"{name} has no example"
    report: list[str] = []
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed = doctest.DocTestRunner(optionflags=flags).run(example, out=report.append).failed
    assert not failed, "".join(report)
