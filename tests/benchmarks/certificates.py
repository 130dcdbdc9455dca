"""1,000 certificates with codes in one PDF, against the leanest ReportLab program that draws the same page.

Each side runs in a process of its own, start and imports included; the medians of several runs in turn are compared.

    python -m tests.benchmarks.certificates ours|floor FILE.pdf
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[2]
FONT = ROOT / "resources" / "fonts" / "LXGWWenKai-Regular.ttf"
SMALL_FONT = ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
COUNT, RUNS = 1000, 5
MANY = 10_000
MEMORY_LIMIT = 100.0
"""MiB of the whole process."""


@dataclass(frozen=True)
class Words:
    """What changes from page to page, the body in the two lines in which it is set."""

    name: str
    latin: str
    body: tuple[str, str]
    number: str
    date: str
    code: str


def words(count: int = COUNT) -> Iterator[Words]:
    """Made-up people of 3,000 different characters, the same every time."""
    random = Random(7)
    characters = [chr(0x4E00 + at * 5) for at in range(3000)]
    for serial in range(1, count + 1):
        name = "".join(random.choices(characters, k=random.choice((2, 3, 3, 3))))
        rate = random.randint(70, 99)
        body = (
            f"于二〇二六年三月一日至二〇二六年七月{rate % 9 + 1}日修完“书法楷书”",
            f"课程，共三十二学时，出勤率{rate}%，成绩合格，准予结业。",
        )
        number = f"B01-2026-{serial:06}"
        code = f"CE1~{number}~2026-07-03~completion~".ljust(100, "x")
        yield Words(name, "Zhang Xiaoming", body, f"证书编号  {number}", f"二〇二六年七月{serial % 28 + 1}日", code)


def ours(path: Path, count: int = COUNT) -> None:
    from commedu_desktop.documents.certificates import CertificateBatch, CertificatePaper, Sheet, render_into

    sheet = Sheet(
        "结业证书", "CERTIFICATE OF COMPLETION", "", "五中路街道社区教育中心", ("扫码可离线核验真伪", "核验码  3F2A")
    )
    papers = (
        CertificatePaper(sheet, one.name, one.latin, "".join(one.body), "", one.number, one.date, one.code)
        for one in words(count)
    )
    with path.open("wb") as target:
        render_into(target, CertificateBatch(f"{count:,}", "zh_CN", papers, count))


def many(path: Path) -> None:
    """Ten times as many."""
    ours(path, MANY)


def floor(path: Path) -> None:
    """Fonts subset to the run, one form for what is the same, raw text operators, no measuring but for centring."""
    import uharfbuzz
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from commedu_desktop.documents.qr import inline_mask

    rl_config.useA85 = 0
    rows = list(words())
    fixed = "结业证书五中路街道社区教育中心扫码可离线核验真伪核验码 CERTIFICATE OF COMPLETION3F2A"
    text = set(fixed).union(*(one.name + one.latin + "".join(one.body) + one.number + one.date for one in rows))
    for name, file in (("kai", FONT), ("sans", SMALL_FONT)):
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update(map(ord, text))
        wanted.layout_feature_tag_set.clear()
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
        with tempfile.NamedTemporaryFile(suffix=".ttf") as subset:
            subset.write(uharfbuzz.subset(face, wanted).blob.data)
            subset.flush()
            pdfmetrics.registerFont(TTFont(name, subset.name))
    canvas = Canvas(str(path), pagesize=(841.89, 595.28), pageCompression=1, initialFontName="kai", invariant=1)
    canvas.beginForm("sheet", 0, 0, 841.89, 595.28)
    canvas.rect(30, 30, 780, 535)
    for text_line, size, x, y in (
        ("结业证书", 54, 420, 450),
        ("五中路街道社区教育中心", 17, 650, 130),
        (fixed[-29:], 13, 420, 420),
    ):
        canvas.setFont("kai", size)
        canvas.drawCentredString(x, y, text_line)
    canvas.endForm()
    for one in rows:
        canvas.doForm("sheet")
        shown = [
            _shown(canvas, "kai", 38, one.name, 420, 340, 0.5),
            _shown(canvas, "kai", 12, one.latin, 420, 312, 0.5),
            _shown(canvas, "kai", 19, one.body[0], 420, 270, 0.5),
            _shown(canvas, "kai", 19, one.body[1], 420, 237, 0.5),
            _shown(canvas, "sans", 8.5, one.number, 165, 140, 0),
            _shown(canvas, "kai", 17, one.date, 756, 105, 1),
        ]
        canvas._code.append(f"BT {' '.join(shown)} ET {inline_mask(one.code, 85, 85, 65)}")
        canvas.showPage()
    canvas.save()


def _shown(canvas: Any, font_name: str, size: float, text: str, x: float, y: float, before: float) -> str:
    from reportlab.pdfbase import pdfmetrics

    font, document = pdfmetrics.getFont(font_name), canvas._doc
    widths, usual = font.face.charWidths, font.face.defaultWidth
    x -= sum(widths.get(ord(character), usual) for character in text) * size / 1000 * before
    parts = [
        f"{font.getSubsetInternalName(number, document)} {size} Tf ({canvas._escape(codes)}) Tj"
        for number, codes in font.splitString(text, document)
    ]
    return f"1 0 0 1 {x:.2f} {y} Tm {' '.join(parts)}"


def _seconds(side: str, folder: Path) -> float:
    started = perf_counter()
    _process(side, folder)
    return perf_counter() - started


def _process(side: str, folder: Path) -> str:
    """Bytecode is kept, as set-up keeps it for the program."""
    command = [sys.executable, "-m", "tests.benchmarks.certificates", side, str(folder / f"{side}.pdf")]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    return subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True).stdout


def _memory(folder: Path, side: str) -> float:
    """MiB of our process at its largest, as it says itself."""
    return float(_process(side, folder))


def run() -> list["Result"]:
    from tests.benchmarks.result import Result

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times: dict[str, list[float]] = {"ours": [], "floor": []}
        for side in times:
            _process(side, folder)
        for _ in range(RUNS):
            for side, taken in times.items():
                taken.append(_seconds(side, folder))
        memory, more = _memory(folder, "memory"), _memory(folder, "many")
        allowed = memory + (folder / "many.pdf").stat().st_size / 2**20
    return [
        Result("1,000 certificates with codes, one PDF", median(times["ours"]), median(times["floor"]), "s", 1.5),
        Result("1,000 certificates, memory of the process", memory, MEMORY_LIMIT, "MiB", 1),
        Result("10,000 certificates, memory, against 1,000 and the file's size", more, allowed, "MiB", 1),
    ]


def main(side: str, path: Path) -> None:
    {"ours": ours, "floor": floor, "memory": ours, "many": many}[side](path)
    if side in ("memory", "many"):
        print(_largest())


def _largest() -> float:
    """MiB of this process at its largest. The kernel's own note begins anew with each program; `getrusage` counts what
    the process that started it had."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
else:
    from tests.benchmarks.result import Result
