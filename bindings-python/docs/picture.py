"""Draws the README's picture from the tutorial's own table.

`pip install weasyprint pypdfium2 pillow`, then run this. weasyprint lays out the HTML that a notebook gets (it needs
Pango), pypdfium2 turns the page into points, pillow cuts it.
"""

import io
import json
from pathlib import Path

import pypdfium2
import weasyprint
from PIL import Image, ImageChops

DOCS = Path(__file__).parent
PAGE = "<style>@page { size: 1120px 1000px; margin: 12px } body { font: 14px sans-serif; color: #111 }</style>"


def table() -> str:
    """The first table of an assessment that the tutorial shows."""
    for cell in json.loads((DOCS / "tutorial.ipynb").read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", []))
            if "What to ask" in html:
                return html
    raise SystemExit("the tutorial shows no assessment")


def main() -> None:
    pages = pypdfium2.PdfDocument(io.BytesIO(weasyprint.HTML(string=PAGE + table()).write_pdf()))
    drawn = pages[0].render(scale=2).to_pil().convert("RGB")
    left, top, right, bottom = ImageChops.difference(drawn, Image.new("RGB", drawn.size, "white")).getbbox() or (
        0,
        0,
        1,
        1,
    )
    cut = drawn.crop((max(left - 16, 0), max(top - 16, 0), right + 16, bottom + 16))
    cut.quantize(64).save(DOCS / "assessment.png", optimize=True)


if __name__ == "__main__":
    main()
