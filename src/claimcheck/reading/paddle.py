"""The main reader: RapidOCR's PP-OCR models on OpenVINO, one thread a process.

RapidOCR brings the models, the post-processing of the detector and the alphabet. The way through a page is our own,
because a page costs half the time this way: text boxes are found once, each line is read at a width of its own
instead of that of the longest in its batch, many lines are read in one call all the same
(`reading/networks/packed.py`), and the direction of the page is decided by reading its longest lines first, which have
to be read anyway.

After a fork OpenVINO's asynchronous inference hangs; only `InferRequest.infer` is used, which does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import EngineType, RapidOCR
from rapidocr.ch_ppocr_det.utils import DBPostProcess

from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading.asked import Networks
from claimcheck.reading.lines import Picture, Reading, Strip, fraction_box, is_ideograph
from claimcheck.reading.netserver import Keeper, Kept
from claimcheck.reading.networks.nets import EXACT, Detector, Local, Recogniser, fastest
from claimcheck.reading.networks.strips import frame

DETAIL = 960
LINE_HEIGHT = 48
MAX_LINE_WIDTH = 3200
PADDING = 127
"""Grey behind the end of a line that is shorter than its frame: zero, to the recogniser."""
GRID = 96
"""Pages are framed to multiples of this, so that few sizes occur."""
FRAMES = (*((960, side) for side in (384, 480, 576, 672, 768)), (864, 672), (1248, 960), (960, 1248))
"""The frames of most pages, as height and width: receipts, photographs, A4 sheets. Each costs 25 MB and half a second
at the start, and saves a tenth of the time of a page."""
MIN_CONFIDENCE = 0.5
SURE = 0.88
"""Mean confidence of a page's longest lines above which they are not also read upside down."""
WITNESSES = 8
TALL = 1.5

Quad = NDArray[np.float32]
"""Four corners of a text line in pixels: top left, top right, bottom right, bottom left of the *text*."""


@dataclass(frozen=True, slots=True)
class Script:
    """One line as recognised: its characters, the fraction of the line's width where each stands, and how sure."""

    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]
    step: float

    @property
    def confidence(self) -> float:
        """The mean over its characters."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


class PaddleReader:
    """Reads pages with the PP-OCR detector and recogniser."""

    name = "rapidocr"

    def __init__(self, told: Mapping[str, Any], networks: Networks) -> None:
        """Take the networks.

        Args:
            told: with them, as `_loaded` tells it.
            networks: in this process or another.
        """
        self._alphabet: list[str] = told["alphabet"]
        self._boxes_of = DBPostProcess(**told["boxes"])
        self._networks = networks

    def read(self, picture: Picture, *, detail: int = DETAIL) -> Reading:
        """Read one page, turning it upright where its lines say so."""
        quads = self._detect(picture, detail)
        if not quads:
            return Reading(picture, 0, ())
        turned, sides = 0, False
        if _lies_on_its_side(upended := [_upended(quad) for quad in quads]):
            picture, quads = _turn(picture, upended, 90)
            turned, sides = 90, True
        order = sorted(range(len(quads)), key=lambda i: -_width(quads[i]))
        first = order[:WITNESSES] if sides else order  # all at once, unless they will be sought again
        scripts = dict(zip(first, self._recognise_all([_cut(picture, quads[i]) for i in first]), strict=True))
        longest = order[:WITNESSES]
        sure = _mean(scripts[i] for i in longest)
        if sure < SURE or turned:
            flipped = self._recognise_all([cv2.rotate(_cut(picture, quads[i]), cv2.ROTATE_180) for i in longest])
            if _mean(flipped) > sure + 0.1:
                picture, quads = _turn(picture, quads, 180)
                turned = (turned + 180) % 360
                scripts = dict(zip(longest, flipped, strict=True))
        if sides:
            # The detector finds more on a page that stands upright.
            quads, scripts = self._detect(picture, detail), {}
        rest = [i for i in range(len(quads)) if i not in scripts]
        scripts.update(zip(rest, self._recognise_all([_cut(picture, quads[i]) for i in rest]), strict=True))
        lines = _lines(quads, scripts, picture.shape[1], picture.shape[0])
        return Reading(picture, turned, lines)

    def recognise(self, strips: Sequence[Picture]) -> tuple[Strip, ...]:
        """Read strips that hold one level line each."""
        return tuple(Strip(script.text.strip(), script.confidence) for script in self._recognise_all(strips))

    def _detect(self, picture: Picture, detail: int) -> list[Quad]:
        height, width = picture.shape[:2]
        scale = min(1.0, detail / max(height, width))
        inner_h, inner_w = max(1, round(height * scale)), max(1, round(width * scale))
        small = cv2.resize(picture, (inner_w, inner_h), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        frame_h, frame_w = -(-inner_h // GRID) * GRID, -(-inner_w // GRID) * GRID
        # Stretched to the frame instead, the page would cost less and read worse: one seller in fifty was lost.
        framed = cv2.copyMakeBorder(small, 0, frame_h - inner_h, 0, frame_w - inner_w, cv2.BORDER_REPLICATE)
        heat = self._networks.likelihood(np.asarray(framed, np.uint8))
        boxes, _ = self._boxes_of(heat[None, None], (frame_h, frame_w))
        if len(boxes) == 0:
            return []
        sized = np.asarray(boxes, np.float32) / np.float32(scale)
        sized[..., 0] = np.clip(sized[..., 0], 0, width - 1)
        sized[..., 1] = np.clip(sized[..., 1], 0, height - 1)
        return [quad for quad in sized if _width(quad) > 3 and _height(quad) > 3]

    def _recognise_all(self, crops: Sequence[Picture]) -> list[Script]:
        widths = [max(1, min(round(LINE_HEIGHT * crop.shape[1] / crop.shape[0]), MAX_LINE_WIDTH)) for crop in crops]
        read = self._networks.signs([_framed(crop, width) for crop, width in zip(crops, widths, strict=True)])
        return [
            self._decode(signs, sure, len(signs) * width / frame(width))
            for (signs, sure), width in zip(read, widths, strict=True)
        ]

    def _decode(self, tokens: NDArray[np.int64], odds: NDArray[np.float32], columns: float) -> Script:
        keep = tokens != 0
        keep[1:] &= tokens[1:] != tokens[:-1]
        where = np.flatnonzero(keep)
        return Script(
            "".join(self._alphabet[token] for token in tokens[where]),
            tuple(float(min((column + 0.5) / columns, 1.0)) for column in where),
            tuple(float(odd) for odd in odds[where]),
            1.0 / columns,
        )


@cache
def load() -> PaddleReader:
    """The reader with its networks in this process, compiled and warm."""
    networks, told = _loaded("")
    return PaddleReader(told, networks)


@cache
def load_exact() -> PaddleReader:
    """The same, computing as processors without short number formats do."""
    networks, told = _loaded(EXACT)
    return PaddleReader(told, networks)


@cache
def kept() -> Kept:
    """The reader with its networks in a process of their own."""
    return _kept("")


@cache
def kept_exact() -> Kept:
    """The same, computing as processors without short number formats do."""
    return _kept(EXACT)


def _kept(precision: str) -> Kept:
    keeper = Keeper(partial(_loaded, precision))
    return Kept(keeper, partial(PaddleReader, keeper.told))


def _loaded(precision: str) -> tuple[Local, dict[str, Any]]:
    """The networks, having met the usual shapes once: forked processes find the code for them ready.

    Args:
        precision: the number format to compute in; empty: whichever is fastest here.

    Returns:
        The networks; and what a reader has to know of them: the signs that the recogniser tells apart, and how boxes
        are drawn round what the detector finds.
    """
    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "Det.engine_type": EngineType.OPENVINO,
            "Rec.engine_type": EngineType.OPENVINO,
            "EngineConfig.openvino.inference_num_threads": 1,
            "Det.limit_side_len": DETAIL,
            "Det.limit_type": "max",
        }
    )
    detector, recogniser = engine._load_det_model(), engine._load_rec_model()
    boxes, alphabet = detector.postprocess_op, list(recogniser.postprocess_op.character)
    precision = precision or fastest(recogniser.session.model, alphabet)
    networks = Local(
        Detector(detector.session.model, precision, FRAMES), Recogniser(recogniser.session.model, precision, alphabet)
    )
    networks.detector.warm()
    networks.recogniser.warm()
    networks.release()
    names = ("thresh", "box_thresh", "max_candidates", "unclip_ratio", "score_mode")
    drawn = {name: getattr(boxes, name) for name in names} | {"use_dilation": boxes.dilation_kernel is not None}
    return networks, {"alphabet": alphabet, "boxes": drawn}


@cache
def reader_version() -> str:
    """Name and versions of what a reading depends on."""
    return f"rapidocr {version('rapidocr')} openvino {version('openvino')}"


def _framed(crop: Picture, width: int) -> Picture:
    strip = np.full((LINE_HEIGHT, frame(width), 3), PADDING, np.uint8)
    cv2.resize(crop, (width, LINE_HEIGHT), dst=strip[:, :width])
    return strip


def _width(quad: Quad) -> float:
    return max(_distance(quad, 0, 1), _distance(quad, 2, 3))


def _height(quad: Quad) -> float:
    return max(_distance(quad, 0, 3), _distance(quad, 1, 2))


def _distance(quad: Quad, one: int, other: int) -> float:
    return math.hypot(float(quad[one, 0] - quad[other, 0]), float(quad[one, 1] - quad[other, 1]))


def _mean(scripts: Iterable[Script]) -> float:
    letters = [odd for script in scripts for odd in script.confidences]
    return sum(letters) / len(letters) if letters else 0.0


def _lies_on_its_side(quads: Sequence[Quad]) -> bool:
    """Whether most of the text runs down the page, by length, with at least three such lines."""
    tall = [_height(quad) for quad in quads if _height(quad) > 2 * _width(quad)]
    wide = [_width(quad) for quad in quads if _width(quad) > 2 * _height(quad)]
    return len(tall) >= 3 and sum(tall) > 2 * sum(wide)


def _upended(quad: Quad) -> Quad:
    """The corners of a box as of one whose text runs down the page, where it runs more down or up than across."""
    across, down = quad[1] - quad[0]
    steep = _width(quad) > _height(quad) and abs(down) > abs(across)
    return np.roll(quad, 1 if down > 0 else -1, axis=0) if steep else quad


def _turn(picture: Picture, quads: Sequence[Quad], degrees: int) -> tuple[Picture, list[Quad]]:
    """Turn picture and boxes clockwise by 90 or 180 degrees."""
    height, width = picture.shape[:2]
    if degrees == 90:
        spun = cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE)
        moved = [np.stack([height - 1 - q[:, 1], q[:, 0]], axis=1) for q in quads]
        return spun, [np.roll(q, 1, axis=0).astype(np.float32) for q in moved]
    spun = cv2.rotate(picture, cv2.ROTATE_180)
    moved = [np.stack([width - 1 - q[:, 0], height - 1 - q[:, 1]], axis=1) for q in quads]
    return spun, [np.roll(q, 2, axis=0).astype(np.float32) for q in moved]


def _cut(picture: Picture, quad: Quad) -> Picture:
    """The line as a level strip; a line that runs down the page is laid level."""
    width, height = max(1, int(_width(quad))), max(1, int(_height(quad)))
    straight = abs(quad[0, 1] - quad[1, 1]) + abs(quad[3, 1] - quad[2, 1]) <= 2
    if straight and abs(quad[0, 0] - quad[3, 0]) + abs(quad[1, 0] - quad[2, 0]) <= 2:
        left, top = int(quad[:, 0].min()), int(quad[:, 1].min())
        strip = picture[top : int(quad[:, 1].max()) + 1, left : int(quad[:, 0].max()) + 1]
    else:
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        warp = cv2.getPerspectiveTransform(quad, corners)
        strip = cv2.warpPerspective(
            picture, warp, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
    return np.ascontiguousarray(np.rot90(strip)) if strip.shape[0] >= TALL * strip.shape[1] else strip


def _lines(quads: Sequence[Quad], scripts: dict[int, Script], width: int, height: int) -> tuple[Line, ...]:
    found = []
    for index, quad in enumerate(quads):
        script = scripts[index]
        if script.text.strip() and script.confidence >= MIN_CONFIDENCE:
            found.append((quad, _line(quad, script, width, height)))
    found.sort(key=lambda pair: float(pair[0][:, 1].mean()))
    return tuple(line for line in _rows(found))


def _rows(found: Sequence[tuple[Quad, Line]]) -> Iterable[Line]:
    """Top to bottom, and left to right among boxes whose middles stand at one height."""
    row: list[tuple[Quad, Line]] = []
    for quad, line in found:
        middle = float(quad[:, 1].mean())
        if row and middle - float(row[0][0][:, 1].mean()) > 0.5 * min(_height(quad), _height(row[0][0])):
            yield from (kept for _, kept in sorted(row, key=lambda pair: float(pair[0][:, 0].min())))
            row = []
        row.append((quad, line))
    yield from (kept for _, kept in sorted(row, key=lambda pair: float(pair[0][:, 0].min())))


def _line(quad: Quad, script: Script, width: int, height: int) -> Line:
    upright = _height(quad) < TALL * _width(quad)
    spans = tuple(_word_spans(script))
    whole, *boxes = _parts(quad, [(0.0, 1.0), *(_ends(script, *span) for span in spans)], upright, width, height)
    words = []
    for (first, last), box in zip(spans, boxes, strict=True):
        odds = script.confidences[first : last + 1]
        words.append(Word(script.text[first : last + 1], box, round(sum(odds) / len(odds), 5)))
    return Line(script.text.strip(), whole, round(script.confidence, 5), tuple(words))


def _word_spans(script: Script) -> Iterable[tuple[int, int]]:
    """First and last character of each word: a run without blanks, a single ideograph."""
    start = None
    for index, letter in enumerate(script.text):
        alone = letter.isspace() or is_ideograph(letter)
        far = start is not None and (script.places[index] - script.places[index - 1]) > 5 * script.step
        if start is not None and (alone or far):
            yield start, index - 1
            start = None
        if is_ideograph(letter):
            yield index, index
        elif not letter.isspace() and start is None:
            start = index
    if start is not None:
        yield start, len(script.text) - 1


def _ends(script: Script, first: int, last: int) -> tuple[float, float]:
    """Where along its line a word begins and ends."""
    half = _half_letter(script, first, last)
    return max(0.0, script.places[first] - half), min(1.0, script.places[last] + half)


def _half_letter(script: Script, first: int, last: int) -> float:
    if last > first:
        return (script.places[last] - script.places[first]) / (last - first) / 2
    return max(script.step, 0.5 / max(len(script.text), 1)) if len(script.text) < 3 else script.step * 1.5


def _parts(quad: Quad, ends: Sequence[tuple[float, float]], upright: bool, width: int, height: int) -> Iterable[Box]:
    """The boxes around parts of a line, each from where to where along its text."""
    # A line that runs down the page was laid level anticlockwise: its text starts at the top right corner.
    a, b, c, d = quad if upright else np.roll(quad, -1, axis=0)
    along = np.array(ends, np.float32)[:, :, None]
    corners = np.concatenate([a + (b - a) * along, d + (c - d) * along], axis=1)
    for (left, top), (right, bottom) in zip(corners.min(axis=1).tolist(), corners.max(axis=1).tolist(), strict=True):
        yield fraction_box(left, top, right, bottom, width, height)
