"""A PDF whose pages go into the file as they are made: what a batch of 10,000 holds in memory is one page.

ReportLab keeps every page until the end and then joins the whole file. Here a page is written and forgotten when it is
complete; fonts, forms and pictures follow at the end.
"""

import zlib
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import BasicFonts, PDFDocument, PDFIndirectObject
from reportlab.pdfbase.pdfdoc import format as formatted

_HEADER = b"%PDF-1.4\n%\x93\x8c\x8b\x9e\n"
_PROCEDURES = b"[ /PDF /Text /ImageB /ImageC /ImageI ]"


class StreamedDocument(PDFDocument):  # type: ignore[misc]  # ReportLab has no types
    """Writes to `target` (binary, from its beginning) while the canvas draws."""

    def __init__(self, target: BinaryIO, language: str) -> None:
        super().__init__(compression=1, invariant=1, lang=language)
        self._target, self._length = target, 0
        self._places: dict[int, int] = {}
        self._kids: list[int] = []
        self.Reference(self.Pages)
        self._put(_HEADER)

    def addPage(self, page: Any) -> None:  # noqa: N802 - the canvas calls it so
        """Called by the canvas: write the page and its stream, and forget them."""
        content = zlib.compress(page.stream.encode("latin-1") if isinstance(page.stream, str) else page.stream)
        self.signature.update(content)
        stream, kid = self._own(), self._own()
        self._object(stream, b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
        size = b"%.4f %.4f" % (page.pagewidth, page.pageheight)
        parts = [b"<< /Type /Page /Parent %b /MediaBox [ 0 0 %b ]" % (self._reference(self.Pages), size)]
        parts.append(b"/Contents %d 0 R /Resources << /ProcSet %b" % (stream, _PROCEDURES))
        parts.append(b"/Font %d 0 R" % self.idToObjectNumberAndVersion[BasicFonts][0])
        if page.XObjects:
            parts.append(b"/XObject %b" % formatted(page.XObjects, self))
        if page.ExtGState:
            parts.append(b"/ExtGState %b" % formatted(page.ExtGState, self))
        self._object(kid, b" ".join([*parts, b">> >>"]))
        self._kids.append(kid)
        self.pageCounter += 1
        self.inObject = None

    def SaveToFile(self, _filename: Any, canvas: Any) -> None:  # noqa: N802 - the canvas calls it so
        """Called by the canvas at the end: everything that is not a page, then the table of places."""
        self.info.invariant = self.invariant
        self.info.digest(self.signature)
        root, info = self._reference(self.Catalog), self._reference(self.info)
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready < 0:
            self.Catalog.Outlines = None
        self.encrypt.prepare(self)
        pages, number = self.idToObjectNumberAndVersion[self.Pages.__InternalName__][0], 0
        while number < self.objectcounter:
            number += 1
            if number == pages:
                kids = b" ".join([b"%d 0 R" % kid for kid in self._kids])
                self._object(number, b"<< /Type /Pages /Count %d /Kids [ %b ] >>" % (len(self._kids), kids))
            elif number not in self._places:
                self._known(number)
        self._end(root, info)

    def _known(self, number: int) -> None:
        """An object of ReportLab's; formatting it may bring new ones."""
        name = self.numberToId[number]
        self._places[number] = self._length
        self._put(PDFIndirectObject(name, self.idToObject[name]).format(self))

    def _end(self, root: bytes, info: bytes) -> None:
        start, count = self._length, self.objectcounter + 1
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self._put(b"%010d 00000 n \n" % self._places[number])
        digest = self.signature.hexdigest().encode("ascii")
        self._put(b"trailer\n<< /Size %d /Root %b /Info %b /ID [<%b> <%b>] >>\n" % (count, root, info, digest, digest))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _own(self) -> int:
        """The number of an object that ReportLab need not know."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def _object(self, number: int, content: bytes) -> None:
        self._places[number] = self._length
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def _reference(self, known: Any) -> bytes:
        self.Reference(known)
        return b"%d 0 R" % self.idToObjectNumberAndVersion[known.__InternalName__][0]

    def _put(self, content: bytes) -> None:
        self._target.write(content)
        self._length += len(content)
