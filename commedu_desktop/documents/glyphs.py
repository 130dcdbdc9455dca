"""Text as a page shows it: glyph by glyph across the faces, shaped where the script asks for it, embedded at the end.

A paper's fonts are `Type0` fonts whose codes are handed out in order of first use, so one pass over the data is enough
and only the glyphs that stand on the paper are embedded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from commedu_desktop.documents.bidi import visual_order
from commedu_desktop.documents.fonts import Face, code_point, coverage, face_for, one_line, opened

_SHAPED = re.compile(
    "[\u0300-\u036f\u0590-\u109f\u1100-\u11ff\u1780-\u18af\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe20-\ufe2f\ufe70-\ufeff]"
)
"""Characters whose form or place depends on their neighbours."""
_BESIDE_LATIN = re.compile("[“‘](?=[!-\u024f])|(?<=[!-\u024f])[”’]|(?<= )·|·(?= )")
_QUOTES = frozenset("“”‘’")
_LATIN, _CHINESE = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u3400-\u9fff]")
_NARROW = dict(zip("“”‘’·", "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4", strict=True))
"""Marks that are as wide as a Chinese character only among Chinese ones: noncharacters stand for the narrow ones.

Only Song has a narrow dot.
"""
_NARROW_QUOTES = str.maketrans({quote: _NARROW[quote] for quote in _QUOTES})
_WIDE = {narrow: quote for quote, narrow in _NARROW.items()}
_MANY = 4096
"""Composed lines that are remembered."""


class Run(NamedTuple):
    """A stretch of one font. `shows` are the operators after `Tf`; `width` in thousandths of the size."""

    font: str
    shows: str
    width: int
    glyphs: int


@dataclass
class EmbeddedFont:
    """One face in one paper: code -> (glyph, text it stands for, width)."""

    name: str
    face: Face
    codes: dict[tuple[int, str], str]
    used: list[tuple[int, str, int]]

    def code(self, glyph: int, text: str, width: int) -> str:
        """The code of a glyph, as four hexadecimal digits."""
        code = self.codes.get((glyph, text))
        if code is None:
            self.used.append((glyph, text, width))
            code = self.codes[glyph, text] = f"{len(self.used):04x}"
        return code


class Glyphs:
    """Composes the texts of one paper and remembers what it used."""

    def __init__(self) -> None:
        self.fonts: dict[Face, EmbeddedFont] = {}
        self._known: dict[Face, dict[str, tuple[str, str, int]]] = {face: {} for face in Face}
        self._absent: dict[Face, set[str]] = {face: set() for face in Face}
        self._composed: dict[tuple[str, Face], list[Run]] = {}

    def compose(self, text: str, face: Face) -> list[Run]:
        """One line of text as runs from left to right; what no face has is shown as its code point."""
        runs = self._composed.get((text, face))
        if runs is None:
            if len(self._composed) > _MANY:
                self._composed.clear()
            runs = self._composed[text, face] = list(self._runs(text, face))
        return runs

    def width(self, text: str, face: Face) -> int:
        """Thousandths of the size."""
        return sum(run.width for run in self.compose(text, face))

    def upright(self, character: str, face: Face) -> tuple[Run, int, int]:
        """One character in its form for columns, and how far its origin lies right of and above the column's head."""
        import uharfbuzz

        drawn_by = face_for(character, face)
        if drawn_by is None:
            run = self.compose(character, face)[0]
            return run, -run.width // 2, -880
        drawn, font = opened(drawn_by), self._font(drawn_by)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(character)
        buffer.guess_segment_properties()
        buffer.direction = "ttb"
        uharfbuzz.shape(drawn, buffer)
        glyph, place = buffer.glyph_infos[0].codepoint, buffer.glyph_positions[0]
        width = drawn.get_glyph_h_advance(glyph)
        code = font.code(glyph, character, width)
        return Run(font.name, f"<{code}> Tj", width, 1), place.x_offset, place.y_offset

    def _runs(self, text: str, face: Face) -> Iterator[Run]:
        line = self.drawable(one_line(text), face)
        if not _SHAPED.search(line):
            yield from self._plain(line, face)
            return
        for part, backwards in visual_order(line):
            if backwards or _SHAPED.search(part):
                yield from self._shaped(part, face, backwards)
            else:
                yield from self._plain(part, face)

    def drawable(self, line: str, face: Face) -> str:
        """The line with code points in place of the characters that no face has."""
        line = _BESIDE_LATIN.sub(lambda mark: _NARROW[mark.group()], line)
        if not _QUOTES.isdisjoint(line) and len(_LATIN.findall(line)) > len(_CHINESE.findall(line)):
            line = line.translate(_NARROW_QUOTES)
        known, absent = self._known[face], self._absent[face]
        for character in line:
            if character not in known and character not in absent:
                self._learn(character, face)
        if absent.isdisjoint(line):
            return line
        return "".join(f"[{code_point(one)}]" if one in absent else one for one in line)

    def _learn(self, character: str, face: Face) -> None:
        text = _WIDE.get(character, character)
        found = face_for(text, face)
        if found is None:
            self._absent[face].add(character)
            for shown in f"[{code_point(character)}]":
                self._learn(shown, face)
            return
        if text == "·" != character:
            found = Face.SONG
        font, drawn = self._font(found), opened(found)
        glyph = drawn.get_nominal_glyph(ord(character)) if text == character else _narrow(drawn, text)
        width = drawn.get_glyph_h_advance(glyph)
        self._known[face][character] = (font.name, font.code(glyph, text, width), width)

    def _font(self, face: Face) -> EmbeddedFont:
        if face not in self.fonts:
            self.fonts[face] = EmbeddedFont(f"F{len(self.fonts) + 1}", face, {}, [])
        return self.fonts[face]

    def _plain(self, line: str, face: Face) -> Iterator[Run]:
        known = self._known[face]
        for font, group in groupby([known[character] for character in line], key=lambda glyph: glyph[0]):
            glyphs = list(group)
            codes = "".join([glyph[1] for glyph in glyphs])
            yield Run(font, f"<{codes}> Tj", sum([glyph[2] for glyph in glyphs]), len(glyphs))

    def _shaped(self, part: str, face: Face, backwards: bool) -> Iterator[Run]:
        stretches = list(_by_face(part, face))
        for text, drawn in reversed(stretches) if backwards else stretches:
            yield self._shape(text, self._font(drawn), backwards)

    def _shape(self, text: str, font: EmbeddedFont, backwards: bool) -> Run:
        import uharfbuzz

        drawn = opened(font.face)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if backwards else "ltr"
        uharfbuzz.shape(drawn, buffer)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        shows, width = list[str](), 0
        glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        for cluster, group in groupby(glyphs, key=lambda glyph: glyph[0].cluster):
            members = [(info.codepoint, position) for info, position in group]
            shows.append(self._cluster(font, members, text[cluster : ends[cluster]]))
            width += sum(position.x_advance for _, position in members)
        return Run(font.name, "".join(shows), width, len(buffer.glyph_infos))

    def _cluster(self, font: EmbeddedFont, members: list[tuple[int, Any]], means: str) -> str:
        """The glyphs of one stretch of text; the widest carries the text, so that a reader takes it out once."""
        bearer = max(range(len(members)), key=lambda at: members[at][1].x_advance)
        shown = ""
        for at, (glyph, position) in enumerate(members):
            own = opened(font.face).get_glyph_h_advance(glyph)
            placed = _placed(font.code(glyph, means if at == bearer else "", own), position, own)
            shown += placed if at == bearer else f"/Span <</ActualText <feff>>> BDC {placed}EMC "
        return shown


def _narrow(drawn: Any, quote: str) -> int:
    """The glyph of a mark in its own width (OpenType `pwid`)."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(quote)
    buffer.guess_segment_properties()
    uharfbuzz.shape(drawn, buffer, {"pwid": True})
    return int(buffer.glyph_infos[0].codepoint)


def _placed(code: str, position: Any, own: int) -> str:
    """A glyph moved by its offsets; `{n}` stands for a rise of n thousandths of the size."""
    back = own + position.x_offset - position.x_advance
    shown = f"[{-position.x_offset} <{code}> {back}] TJ "
    return f"{{{position.y_offset}}} Ts {shown}0 Ts " if position.y_offset else shown


def _by_face(part: str, face: Face) -> Iterator[tuple[str, Face]]:
    """Stretches that one face draws whole; marks stay with the letter they sit on."""
    chosen: list[Face] = []
    for character in part:
        stays = chosen and (_SHAPED.match(character) or character == " ") and character in coverage(chosen[-1])
        chosen.append(chosen[-1] if stays else face_for(character, face) or face)
    start = 0
    for drawn, group in groupby(chosen):
        end = start + len(list(group))
        yield part[start:end], drawn
        start = end
