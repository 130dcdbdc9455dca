"""1,000 certificates with codes: ours against what else makes a PDF of many pages.

The same words in the same face with the same code, in a plain frame; ours is the whole page with its guilloche. The
others live outside the program: `COMMEDU_PEERS` names the Python of an environment that has some of typst, fpdf2 and
weasyprint, with zxing-cpp and numpy (unless set, our own); LibreOffice is looked for as `soffice`. Who is not there is
said and left out.

    python -m tests.benchmarks.certificate_peers typst|fpdf2|qt|weasyprint|libreoffice FILE.pdf
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.benchmarks.certificates import COUNT, FONT, ROOT, Words, words

if TYPE_CHECKING:
    from tests.benchmarks.result import Result

WIDE, HIGH = 841.89, 595.28
TITLE, ISSUER = "结业证书", "五中路街道社区教育中心"
SIDE = 65.0
"""Points of a code's side."""
FAST, SLOW = 3, 1
"""Runs of those that take seconds, and of those that take longer; one more before them counts nothing."""

Line = tuple[str, float, float]
"""Text, size and how far below the top its base line lies; all of them are centred."""


def lines(one: Words) -> list[Line]:
    return [
        (TITLE, 54, 145),
        (one.name, 38, 255),
        (one.latin, 12, 283),
        (one.body[0], 19, 325),
        (one.body[1], 19, 358),
        (ISSUER, 17, 465),
        (one.date, 17, 490),
        (one.number, 8.5, 530),
    ]


def _image(text: str) -> Any:
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return code.to_image(scale=1, add_quiet_zones=False)


def stretches(text: str) -> Iterator[tuple[int, int, int]]:
    """Dark stretches of a code: column, row and length in modules. The last one is (side, side, 0)."""
    import numpy

    dark = numpy.array(_image(text)) < 128
    for row, cells in enumerate(dark.tolist()):
        column = 0
        while column < len(cells):
            start = column
            while column < len(cells) and cells[column]:
                column += 1
            if column > start:
                yield start, row, column - start
            column += 1
    yield len(dark), len(dark), 0


def drawing(text: str) -> str:
    """A code as SVG."""
    *dark, (side, _row, _none) = stretches(text)
    path = "".join(f"M{column} {row}h{wide}v1h-{wide}z" for column, row, wide in dark)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'


def fpdf2(path: Path) -> None:
    paper = import_module("fpdf").FPDF(orientation="L", unit="pt", format="A4")
    paper.set_auto_page_break(False)
    paper.add_font("kai", fname=str(FONT))
    for one in words():
        paper.add_page()
        paper.rect(30, 30, WIDE - 60, HIGH - 60)
        for text, size, y in lines(one):
            paper.set_font("kai", size=size)
            paper.text((WIDE - paper.get_string_width(text)) / 2, y, text)
        *dark, (side, _row, _none) = stretches(one.code)
        boxes = " ".join(f"{column} {row} {wide} 1 re" for column, row, wide in dark)
        paper._out(f"q {SIDE / side:.4f} 0 0 {-SIDE / side:.4f} 85 {85 + SIDE} cm {boxes} f Q")
    paper.output(str(path))


def typst(path: Path) -> None:
    rows = [{"lines": lines(one), "code": drawing(one.code)} for one in words()]
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "rows.json").write_text(json.dumps(rows), "utf-8")
        (Path(name) / "main.typ").write_text(
            f"#set page(width: {WIDE}pt, height: {HIGH}pt, margin: 0pt)\n"
            '#set text(font: "LXGW WenKai", top-edge: "baseline")\n'
            '#for (at, row) in json("rows.json").enumerate() {\n'
            "  if at > 0 { pagebreak() }\n"
            f"  place(dx: 30pt, dy: 30pt, rect(width: {WIDE - 60}pt, height: {HIGH - 60}pt))\n"
            "  for (said, size, y) in row.lines { place(top + center, dy: y * 1pt, text(size: size * 1pt, said)) }\n"
            f'  place(dx: 85pt, dy: 445pt, image(bytes(row.code), format: "svg", width: {SIDE}pt))\n'
            "}",
            "utf-8",
        )
        import_module("typst").compile(
            f"{name}/main.typ", output=str(path), font_paths=[str(FONT.parent)], ignore_system_fonts=True
        )


def weasyprint(path: Path) -> None:
    style = (
        f"@font-face{{font-family:kai;src:url(file://{FONT})}} @page{{size:{WIDE}pt {HIGH}pt;margin:0}}"
        f"body{{margin:0;font-family:kai}} .c{{position:relative;width:{WIDE}pt;height:{HIGH}pt;break-after:page}}"
        ".f{position:absolute;inset:30pt;border:1pt solid} p{position:absolute;margin:0;width:100%;text-align:center}"
        f"svg{{position:absolute;left:85pt;top:445pt;width:{SIDE}pt}}"
    )
    pages = [f"<meta charset=utf-8><style>{style}</style>"]
    for one in words():
        said = "".join(f'<p style="font-size:{size}pt;top:{y - size}pt">{text}</p>' for text, size, y in lines(one))
        pages.append(f"<div class=c><div class=f></div>{said}{drawing(one.code)}</div>")
    import_module("weasyprint").HTML(string="".join(pages)).write_pdf(str(path))


def qt(path: Path) -> None:
    """Its text cannot be taken out of the file again: unfit for a record, but quick to write."""
    from PySide6.QtCore import QMarginsF, QPointF, QRectF
    from PySide6.QtGui import (
        QFont,
        QFontDatabase,
        QFontMetricsF,
        QGuiApplication,
        QPageLayout,
        QPageSize,
        QPainter,
        QPdfWriter,
    )

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(FONT)))[0]
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter, fonts = QPainter(writer), dict[float, tuple[QFont, QFontMetricsF]]()
    for at, one in enumerate(words()):
        if at:
            writer.newPage()
        painter.drawRect(QRectF(30, 30, WIDE - 60, HIGH - 60))
        for text, size, y in lines(one):
            if size not in fonts:
                font = QFont(family)
                font.setPointSizeF(size)
                fonts[size] = font, QFontMetricsF(font, writer)
            font, metrics = fonts[size]
            painter.setFont(font)
            painter.drawText(QPointF((WIDE - metrics.horizontalAdvance(text)) / 2, y), text)
        *dark, (side, _row, _none) = stretches(one.code)
        module = SIDE / side
        for column, row, wide in dark:
            painter.fillRect(QRectF(85 + column * module, 445 + row * module, wide * module, module), "black")
    painter.end()
    application.quit()


def libreoffice(path: Path) -> None:
    """One document of as many pages; LibreOffice finds the face through a fontconfig of its own."""
    from PIL import Image

    pages = [
        "<meta charset=utf-8><style>@page{size:29.7cm 21cm;margin:1cm} p{text-align:center;margin:0 0 8pt}</style>"
    ]
    for at, one in enumerate(words()):
        target = BytesIO()
        Image.fromarray(_image(one.code)).convert("1").save(target, "PNG")
        picture = b64encode(target.getvalue()).decode("ascii")
        broken = ";page-break-before:always" if at else ""
        said = "".join(
            f'<p style="font-size:{size}pt{broken if not number else ""}">{text}</p>'
            for number, (text, size, _y) in enumerate(lines(one))
        )
        code = f'<img width=87 height=87 src="data:image/png;base64,{picture}">'
        pages.append(f"{said}<p>{code}</p>")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "all.html").write_text(f"<body style=\"font-family:'LXGW WenKai'\">{''.join(pages)}", "utf-8")
        faces = f"<fontconfig><dir>{FONT.parent}</dir><cachedir>{name}/c</cachedir></fontconfig>"
        (folder / "fonts.conf").write_text(faces)
        command = ["soffice", f"-env:UserInstallation=file://{name}/p", "--headless", "--infilter=HTML (StarWriter)"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", name, f"{name}/all.html"]
        environment = os.environ | {"FONTCONFIG_FILE": f"{name}/fonts.conf"}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        shutil.move(folder / "all.pdf", path)


PEERS = {
    "typst": ("Typst", typst, FAST),
    "fpdf2": ("fpdf2", fpdf2, FAST),
    "qt": ("Qt's QPdfWriter", qt, FAST),
    "libreoffice": ("LibreOffice", libreoffice, SLOW),
    "weasyprint": ("WeasyPrint", weasyprint, SLOW),
}


def _python(key: str) -> str:
    """Qt is our own; everything else is looked for among the peers."""
    return sys.executable if key in ("qt", "libreoffice") else os.environ.get("COMMEDU_PEERS", sys.executable)


def _draws(key: str, path: Path) -> bool:
    """Whether the peer is here; it has drawn once then."""
    if key == "libreoffice" and shutil.which("soffice") is None:
        return False
    command = [_python(key), "-m", __name__, key, str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0 and path.exists()


def _seconds(python: str, module: str, key: str, path: Path) -> float:
    started = perf_counter()
    subprocess.run([python, "-m", module, key, str(path)], cwd=ROOT, capture_output=True, check=True)
    return perf_counter() - started


def run() -> list["Result"]:
    from tests.benchmarks.result import Result

    found = list[Result]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for key, (title, _draw, runs) in PEERS.items():
            if not _draws(key, folder / f"{key}.pdf"):
                print(f"{title} is not here (COMMEDU_PEERS names a Python that has it): left out", file=sys.stderr)
                continue
            ours, theirs = list[float](), list[float]()
            for _ in range(runs):
                ours.append(_seconds(sys.executable, "tests.benchmarks.certificates", "ours", folder / "ours.pdf"))
                theirs.append(_seconds(_python(key), __name__, key, folder / f"{key}.pdf"))
            found.append(Result(f"{COUNT:,} certificates; floor: {title}", median(ours), median(theirs), "s", 1))
    return found


if __name__ == "__main__":
    PEERS[sys.argv[1]][1](Path(sys.argv[2]))
