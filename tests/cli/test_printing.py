"""`commedu print` and `commedu certificates`, on the demonstration centre."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from commedu_desktop import i18n
from commedu_desktop.cli import main
from commedu_desktop.services.centre import NewCentre
from commedu_desktop.services.centre_papers import banner_pdf
from commedu_desktop.services.certificate_reading import codes_in
from commedu_desktop.services.demo import create_demo
from commedu_desktop.services.prints import KeepPrint, keep_print
from commedu_desktop.services.signing import verify
from tests.documents.reading import all_embedded, text_of

Run = Callable[..., tuple[int, str, str]]
DEMO_DAY = datetime(2026, 11, 23, 9, 50)
PAPERS = {
    "receipt": (["B01-2026-R00001"], "B01-2026-R00001"),
    "card": (["B01-000001", "B01-000002"], "B01-000002"),
    "roster": (["--offering", "2026-A01"], "书法基础班·学员名单"),
    "timetable": (["--week", "2026-11-23"], "书法基础班"),
    "register": (["--offering", "2026-A01"], "点名册"),
    "sign-in": (["--offering", "2026-A01", "--on", "2026-11-23"], "签到表"),
    "certificate": (["--offering", "2026-B04"], "养老护理员培训"),
    "notice": (["--kind", "lecture", "--offering", "2026-A15", "--strips"], "消防与用电安全讲座"),
    "banner": (["终身学习"], "终"),
    "teacher-roster": ([], "王丽华"),
    "addresses": (["--offering", "2026-A01", "--layout", "CN5", "--households"], "收"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    create_demo(folder, NewCentre("五中路社区教育中心", language="zh_CN"), actor="test", now=DEMO_DAY).database.close()
    return folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["--data", str(folder), "--lang", "zh_CN", "--as", "test", *arguments])
        i18n.use("en")
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.mark.parametrize("paper", PAPERS)
def test_each_paper_is_written_as_a_pdf_with_all_fonts(run: Run, paper: str, tmp_path: Path) -> None:
    options, expected = PAPERS[paper]
    target = tmp_path / f"{paper}-out.pdf"
    code, _out, _err = run("print", paper, *options, "-o", str(target))
    assert code == 0
    assert all_embedded(target.read_bytes(), tmp_path)
    assert expected in text_of(target.read_bytes(), tmp_path)


def test_certificates_are_issued_listed_verified_and_voided(run: Run) -> None:
    code, out, err = run("certificates", "issue", "--offering", "2026-C02")
    numbers = out.split()
    assert code == 0
    assert numbers[0].endswith("-2026-000001")
    assert "到课" in err
    assert run("certificates", "issue", "--offering", "2026-C02")[0] == 1
    _code, listed, _err = run("certificates", "list", numbers[0], "--format", "csv")
    assert listed.splitlines()[1].startswith(numbers[0])
    assert run("certificates", "void", numbers[0], "--reason", " ")[0] == 1
    assert run("certificates", "void", numbers[0], "--reason", "姓名有误")[0] == 0
    assert run("certificates", "verify", "something else")[0] == 1


def test_a_code_is_verified_on_a_computer_without_the_centre_and_each_change_is_refused(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.pdf"
    number = run("certificates", "by-hand", "张䶮", "--for", "学习型家庭标兵")[1].strip()
    assert run("print", "certificate", number, "-o", str(paper))[0] == 0
    (code,) = codes_in(paper)

    def elsewhere(*arguments: str) -> tuple[int, str, str]:
        done = main(["--data", str(tmp_path / "nothing"), "--lang", "en", "certificates", "verify", *arguments])
        said = capsys.readouterr()
        return done, said.out, said.err

    done, out, _err = elsewhere(code)
    assert (done, [one for one in (number, "张䶮", "学习型家庭标兵") if one not in out]) == (0, [])
    key = out.split("key ")[1].strip()
    assert elsewhere("--file", str(paper), "--key", key)[0] == 0
    assert "not with 0000" in elsewhere(code, "--key", "0000 0000 0000 0000")[2]
    issued = verify(code).claim.issued_on.isoformat()
    for old, new in ((number, "B01-2026-999999"), ("张䶮", "张龙"), (issued, "2001-01-01"), ("honour", "completion")):
        changed = code.replace(old, new, 1)
        assert changed != code
        done, out, err = elsewhere(changed)
        assert (done, out, "Do not accept" in err) == (1, "", True)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("print", "roster", "--offering", "nothing"),
        ("print", "card", "nobody"),
        ("print", "certificate"),
        ("print", "sign-in", "--offering", "2026-A01", "--on", "2036-01-01"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(run: Run, arguments: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "none.pdf"
    code, out, err = run(*arguments, "-o", str(target))
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert not target.exists()


def test_what_was_printed_is_listed_and_written_again(run: Run, folder: Path, tmp_path: Path) -> None:
    poster = banner_pdf("海报", "zh_CN")
    kept = keep_print(folder, KeepPrint(poster, "海报", DEMO_DAY, "张敏", 2, 1, "打印机"), 1_000_000)
    code, out, _err = run("prints", "list", "--format", "json")
    assert code == 0
    assert {"海报", "养老护理员培训 证书 18 份"} <= {one["title"] for one in json.loads(out)}
    assert run("prints", "again", kept.id, "-o", str(tmp_path / "again.pdf"))[0] == 0
    assert (tmp_path / "again.pdf").read_bytes() == poster
    code, _out, err = run("prints", "again", "x", "-o", str(tmp_path / "x.pdf"))
    assert (code, err.strip()) == (1, "没有编号为 x 的打印记录。可用 commedu prints list 查看全部。")


def rendered(path: Path) -> Any:
    """The first page as a picture."""
    document = PdfDocument(path)
    page = document[0].render(scale=2, grayscale=True).to_pil()
    document.close()
    return page


def test_characters_that_no_font_has_are_said_on_the_console_and_the_paper_shows_their_codes(
    run: Run, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    number = run("certificates", "by-hand", "小明ꦗ", "--for", "学习之星")[1].strip()
    for arguments in (("certificate", number), ("banner", "学ꦗ"), ("notice", "--title", "请来ꦗ")):
        code, _out, err = run("print", *arguments, "-o", str(paper))
        assert (code, "U+A997" in err) == (0, True)
        assert "[U+A997]" in text_of(paper.read_bytes(), tmp_path)


def prints_named(run: Run, title: str) -> list[dict[str, object]]:
    return list(json.loads(run("prints", "list", title, "--format", "json")[1]))


def test_what_the_console_printed_is_listed_too_and_written_again_byte_for_byte(run: Run, tmp_path: Path) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    before = len(prints_named(run, "书法基础班"))
    assert run("print", "roster", "--offering", "2026-A01", "-o", str(first))[0] == 0
    newest, *others = prints_named(run, "书法基础班")
    assert (len(others), newest["where"], newest["kept"], newest["by"]) == (before, str(first), True, "test")
    assert run("prints", "again", str(newest["id"]), "-o", str(again))[0] == 0
    assert again.read_bytes() == first.read_bytes()


@pytest.mark.parametrize(
    ("paper", "options", "mark"),
    [("receipt", ["B01-2026-R00003"], "副本"), ("certificate", ["--offering", "2026-B04"], "补印")],
)
def test_a_certificate_and_a_receipt_are_made_anew_and_say_so(
    run: Run, paper: str, options: list[str], mark: str, tmp_path: Path
) -> None:
    target = tmp_path / "paper.pdf"
    assert run("print", paper, *options, "-o", str(target))[0] == 0
    newest = prints_named(run, str(target))[0]
    assert (newest["kept"], newest["again"]) == (False, True)
    assert run("prints", "again", str(newest["id"]), "-o", str(target))[0] == 0
    assert mark in text_of(target.read_bytes(), tmp_path)


def test_every_print_of_the_demonstration_centre_is_printed_again(run: Run, tmp_path: Path) -> None:
    entries = [one for one in prints_named(run, "办公室打印机") if "证书" in str(one["title"])]
    assert len(entries) == 4
    for one in entries:
        assert run("prints", "again", str(one["id"]), "-o", str(tmp_path / "again.pdf"))[0] == 0
        assert text_of((tmp_path / "again.pdf").read_bytes(), tmp_path).count("补印") == one["pages"]


def test_a_paper_that_is_no_longer_kept_is_said_in_a_sentence(run: Run, folder: Path, tmp_path: Path) -> None:
    gone = keep_print(folder, KeepPrint(b"", "海报", DEMO_DAY, "张敏", 2, 1, "打印机"), 0)
    foreign = keep_print(folder, KeepPrint(b"", "别的", DEMO_DAY, "张敏", 1, 1, "打印机", {"page": "x"}), 0)
    for one in (gone, foreign):
        code, _out, err = run("prints", "again", one.id, "-o", str(tmp_path / "x.pdf"))
        assert (code, "已不再保存" in err or "不再" in err) == (1, True)
    assert not (tmp_path / "x.pdf").exists()


def test_certificates_are_issued_by_hand_and_their_register_printed(run: Run, tmp_path: Path) -> None:
    code, out, _err = run("certificates", "by-hand", "王家", "李家", "--for", "学习型家庭", "--design", "scroll")
    assert (code, len(out.split())) == (0, 2)
    assert run("certificates", "register", "--year", "2026", "-o", str(tmp_path / "r.pdf"))[0] == 0
    text = text_of((tmp_path / "r.pdf").read_bytes(), tmp_path)
    assert [one for one in (*out.split(), "王家", "学习型家庭", "领取人签名") if one not in text] == []
    assert run("certificates", "by-hand", "王家", "--for", "学习型家庭")[0] == 1


def test_festivals_are_listed_and_one_becomes_a_poster(run: Run, tmp_path: Path) -> None:
    code, out, _err = run("notices", "festivals", "--year", "2027", "--format", "json")
    found = {one["code"]: one for one in json.loads(out)}
    assert (code, found["double-ninth-2027"]["from"], found["double-ninth-2027"]["name"]) == (0, "2027-10-08", "重阳节")
    poster = tmp_path / "poster.pdf"
    assert run("print", "notice", "--festival", "double-ninth-2027", "--size", "2x2", "-o", str(poster))[0] == 0
    assert "九九重阳" in text_of(poster.read_bytes(), tmp_path)
    coded = ("--qr", "tel:051212345678", "--caption", "来电报名", "--plain", "--colour", "blue")
    assert run("print", "notice", "--text", "请来", *coded, "-o", str(poster))[0] == 0
    assert "来电报名" in text_of(poster.read_bytes(), tmp_path)
    assert zxingcpp.read_barcodes(rendered(poster))[0].text == "tel:051212345678"
    code, out, _err = run("notices", "list", "--format", "json")
    assert (code, {"居委会宣传栏"} <= {one["place"] for one in json.loads(out)}) == (0, True)
