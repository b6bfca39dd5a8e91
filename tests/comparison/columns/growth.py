"""How the cost grows, as a table in Markdown and as a plot, from what the Rust benchmark measured.

    python growth.py core/docs/columns-growth.json

Writes `columns-growth.md` and `columns-growth.svg` beside it. Needs nothing but Python.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

Row = dict[str, Any]
# What grows, its title, and whether it is drawn by powers of ten.
GROWING = [("families", "families", True), ("offers", "offers", True), ("children", "children a family", False)]
WIDTH, HEIGHT, LEFT, TOP, PANEL, DEPTH = 860, 300, 70, 30, 200, 210
COLOURS = {"one": "#1f5fa8", "two": "#c2571a"}
NAMES = {"one": "one thread", "two": "two threads"}


def seconds(value: float) -> str:
    return f"{value:.3g} s" if value >= 1 else f"{value * 1e3:.3g} ms"


def table(found: Row) -> str:
    lines = []
    for key, title, _ in GROWING:
        rows: list[Row] = found[key]
        lines += [
            "",
            f"| {title} | decisions | one thread | two threads | 10⁹ decisions/s on one | on two |",
            "|---|---|---|---|---|---|",
        ]
        for row in rows:
            rates = [f"{row['decisions'] / row[threads] / 1e9:.2f}" for threads in ("one", "two")]
            lines.append(
                f"| {row[key]:,} | {row['decisions']:,} | {seconds(row['one'])} | {seconds(row['two'])} | "
                f"{rates[0]} | {rates[1]} |"
            )
    families, offers = found["offers"][0]["families"], found["families"][0]["offers"]
    head = (
        f"Where families grow there are {offers} offers; where offers grow, {families:,} families; both read families "
        f"alone. Where children grow, {found['children'][0]['families']:,} families have so many each, and of four "
        f"of the {offers} offers two are for every child and one asks for some child. Medians of {found['runs']} runs "
        "on one machine; `tests/comparison/columns/run growth` measures them anew."
    )
    return "## How the cost grows\n\n" + head + "\n" + "\n".join(lines) + "\n"


class Scale:
    """Where a value stands between two edges."""

    def __init__(self, values: list[float], edges: tuple[float, float], logarithmic: bool) -> None:
        self.edges, self.logarithmic = edges, logarithmic
        if logarithmic:
            self.low = 10.0 ** math.floor(math.log10(min(values)) + 1e-9)
            self.high = 10.0 ** math.ceil(math.log10(max(values)) - 1e-9)
        else:
            self.low, self.high = 0.0, float(max(values))

    def at(self, value: float) -> float:
        turn = math.log10 if self.logarithmic else float
        part = (turn(value) - turn(self.low)) / (turn(self.high) - turn(self.low))
        return self.edges[0] + part * (self.edges[1] - self.edges[0])

    def marks(self) -> list[float]:
        if not self.logarithmic:
            return [float(mark) for mark in range(1, int(self.high) + 1)]
        powers = range(round(math.log10(self.low)), round(math.log10(self.high)) + 1)
        return [10.0**power for power in powers]


def word(value: float) -> str:
    if value >= 1_000_000:
        return f"{value / 1e6:g} M"
    return f"{value / 1e3:g} k" if value >= 1_000 else f"{value:g}"


def panel(rows: list[Row], key: str, title: str, logarithmic: bool, left: float) -> list[str]:
    across = Scale([row[key] for row in rows], (left, left + PANEL), logarithmic)
    up = Scale([row[threads] for row in rows for threads in COLOURS], (TOP + DEPTH, TOP), True)
    bottom = TOP + DEPTH
    drawn = [f'<rect x="{left}" y="{TOP}" width="{PANEL}" height="{DEPTH}" fill="none" stroke="#999"/>']
    for mark in up.marks():
        y = up.at(mark)
        drawn.append(f'<line x1="{left}" y1="{y:.1f}" x2="{left + PANEL}" y2="{y:.1f}" stroke="#ddd"/>')
        drawn.append(f'<text x="{left - 5}" y="{y + 4:.1f}" text-anchor="end">{seconds(mark)}</text>')
    for mark in across.marks():
        x = across.at(mark)
        drawn.append(f'<line x1="{x:.1f}" y1="{bottom}" x2="{x:.1f}" y2="{bottom + 4}" stroke="#999"/>')
        drawn.append(f'<text x="{x:.1f}" y="{bottom + 17}" text-anchor="middle">{word(mark)}</text>')
    drawn.append(f'<text x="{left + PANEL / 2}" y="{bottom + 36}" text-anchor="middle">{title}</text>')
    for threads, colour in COLOURS.items():
        points = [(across.at(row[key]), up.at(row[threads])) for row in rows]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in points]
    return drawn


def plot(found: Row) -> str:
    """No line is empty: the plot stands in documentation as it is, and an empty line would end it there."""
    label = "Time of an evaluation by the number of families, of offers, and of children a family"
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}" '
        'font-family="sans-serif" font-size="11" fill="#333">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for at, (key, title, logarithmic) in enumerate(GROWING):
        drawn += panel(found[key], key, title, logarithmic, LEFT + at * (PANEL + 75))
    for at, (threads, colour) in enumerate(COLOURS.items()):
        x = LEFT + at * 110
        drawn.append(f'<line x1="{x}" y1="14" x2="{x + 20}" y2="14" stroke="{colour}" stroke-width="2"/>')
        drawn.append(f'<text x="{x + 26}" y="18">{NAMES[threads]}</text>')
    return "\n".join([*drawn, "</svg>"]) + "\n"


def main() -> None:
    source = Path(sys.argv[1])
    found = json.loads(source.read_text())
    source.with_suffix(".md").write_text(table(found))
    source.with_suffix(".svg").write_text(plot(found))
    print(table(found))


if __name__ == "__main__":
    main()
