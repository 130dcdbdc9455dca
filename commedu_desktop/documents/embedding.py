"""Embeds the glyphs that a paper used as composite fonts whose text can be taken out again."""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import BasicFonts, PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream, PDFString

from commedu_desktop.documents.fonts import opened
from commedu_desktop.documents.glyphs import EmbeddedFont

_NOT_EMBEDDED = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"vhea", b"vmtx", b"VORG", b"STAT", b"OS/2", b"post", b"name")
"""Tables of a font file that serve shaping or menus; a PDF needs none of them."""


def embed(document: PDFDocument, font: EmbeddedFont) -> None:
    """Write a `Type0` font: its CIDs are the codes of `EmbeddedFont`, mapped to the glyphs of the subset."""
    file, places = _subset(font)
    name = PDFName(f"{_tag(font)}+{font.face.value}")
    system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
    descendant = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": PDFDictionary(system),
        "FontDescriptor": document.Reference(_descriptor(document, font, name, file)),
        "DW": 1000,
        "W": PDFArray([1, PDFArray([width for _, _, width in font.used])]),
        "CIDToGIDMap": document.Reference(_stream(b"\0\0" + b"".join(place.to_bytes(2, "big") for place in places))),
    }
    whole = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": name,
        "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
        "ToUnicode": document.Reference(_stream(_unicode_map(font))),
    }
    document.idToObject[BasicFonts].dict[font.name] = document.Reference(PDFDictionary(whole))


def _descriptor(document: PDFDocument, font: EmbeddedFont, name: str, file: bytes) -> Any:
    extents = opened(font.face).get_font_extents("ltr")
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": 4,
            "FontBBox": PDFArray([-500, extents.descender, 1500, extents.ascender]),
            "ItalicAngle": 0,
            "Ascent": extents.ascender,
            "Descent": extents.descender,
            "CapHeight": 700,
            "StemV": 80,
            "FontFile2": document.Reference(_stream(file, Length1=len(file))),
        }
    )


def _stream(content: bytes, **entries: Any) -> Any:
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), zlib.compress(content))


def _subset(font: EmbeddedFont) -> tuple[bytes, list[int]]:
    """The font file with the used glyphs only, and where each used glyph is in it, in the order of their codes."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update({glyph for glyph, _, _ in font.used})
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update({int.from_bytes(table, "big") for table in _NOT_EMBEDDED})
    plan = uharfbuzz.SubsetPlan(opened(font.face).face, wanted)
    places = dict(plan.old_to_new_glyph_mapping)
    return plan.execute().blob.data, [places[glyph] for glyph, _, _ in font.used]


def _tag(font: EmbeddedFont) -> str:
    """Six letters that tell one subset of a face from another."""
    number = zlib.crc32(repr(font.used).encode())
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)


def _unicode_map(font: EmbeddedFont) -> bytes:
    """The `ToUnicode` stream: from each code to the text it stands for."""
    lines = [
        f"<{code:04x}> <{text.encode('utf-16-be', 'replace').hex()}>"
        for code, (_, text, _) in enumerate(font.used, 1)
        if text
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        "/CMapName /Text def /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end\n"
    ).encode("ascii")
