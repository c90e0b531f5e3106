"""Draws docs/images from the golden cases: `python -m bench.pictures`. What they show is what `judge` decides today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from claimcheck.core.judge import judge
from claimcheck.model.case import Case
from claimcheck.model.decisions import Decision
from fixtures import cases
from fixtures.evidence import CONTRADICTED, PROVED, marked
from fixtures.fonts import font

OUT = Path(__file__).parent.parent / "docs" / "images"
INK, FAINT, PAPER = (30, 34, 40), (110, 118, 128), (255, 255, 255)
DOUBT = (190, 120, 0)
COLOURS = {"approve": PROVED, "review": DOUBT, "return": DOUBT, "reject": CONTRADICTED}
WIDTH = 700


def panel(case: Case, decision: Decision, height: int) -> Image.Image:
    """What was claimed, what was found, and the verdict, as text."""
    image = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(image)
    wrong = {reason.field for reason in decision.reasons}
    y = 24
    draw.text((24, y), f"Program {case.program.name}", FAINT, font("sans", 15))
    y += 34
    for x, head in ((24, "field"), (190, "claimed"), (440, "on the document")):
        draw.text((x, y), head, FAINT, font("sans-bold", 15))
    for name in case.program.verify:
        if name in case.claim.fields:
            y += 34
            colour = CONTRADICTED if name in wrong else PROVED
            found = decision.fields[name].value if name in decision.fields else None
            draw.text((24, y), name, INK, font("mono", 15))
            for x, value, ink in ((190, case.claim.fields[name], INK), (440, found or "–", colour)):
                face = "sans" if value.isascii() or value == "–" else "cjk"
                draw.text((x, y), shortened(value), ink, font(face, 15))
    y += 60
    draw.text((24, y), decision.verdict.upper(), COLOURS[decision.verdict], font("sans-bold", 30))
    y += 50
    for reason in decision.reasons:
        for text, face, colour in (
            (reason.code, "mono-bold", FAINT),
            (reason.message, "sans", INK),
            (f"To do: {reason.fix}" if reason.fix else "", "sans", FAINT),
        ):
            for line in wrapped(text, face):
                draw.text((24, y), line, colour, font(face, 15))
                y += 24
    if decision.question:
        for line in wrapped(f"A person is asked: {decision.question.text}", "sans-bold"):
            y += 10
            draw.text((24, y), line, INK, font("sans-bold", 15))
            y += 24
    return image


def shortened(text: str) -> str:
    """A value that fits into its column."""
    return text if len(text) <= 25 else text[:24] + "…"


def wrapped(text: str, face: str) -> list[str]:
    """Lines of a text that fit into the panel."""
    lines: list[str] = []
    for word in text.split():
        if lines and font(face, 15).getlength(f"{lines[-1]} {word}") < WIDTH - 48:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def evidence(slug: str) -> Image.Image:
    """A case's first page with its boxes, beside the panel."""
    case = cases.load_case(cases.CASES / slug)
    decision = judge(case)
    document = case.documents[0]
    fields: dict[str, Any] = {
        name: {"box": list(field.box) if field.box else None, "document": document.id}
        for name, field in decision.fields.items()
        if name in case.program.verify and name != "currency" and decision.places[name].document == document.id
    }
    told = {"fields": fields, "reasons": [{"field": reason.field} for reason in decision.reasons]}
    page = marked((cases.CASES / slug / document.id).read_bytes(), document.id, told, height=640)
    image = Image.new("RGB", (page.width + WIDTH, page.height), PAPER)
    image.paste(page, (0, 0))
    image.paste(panel(case, decision, page.height), (page.width, 0))
    ImageDraw.Draw(image).rectangle((0, 0, image.width - 1, image.height - 1), outline=(200, 204, 210))
    return image


def main() -> None:
    """Draw them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    for slug in ("receipt-amount-digit", "car"):
        evidence(slug).quantize(64).save(OUT / f"{slug}.png", optimize=True)
        print(f"drew {slug}.png")


if __name__ == "__main__":
    main()
