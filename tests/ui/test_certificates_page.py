"""The Certificates page: a class is certified, previewed, printed once, and one certificate voided."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.certificates import CertificateType
from commedu_desktop.domain.lessons import LessonStatus
from commedu_desktop.services.certificate_by_hand import IssueByHand, issue_by_hand
from commedu_desktop.services.certificate_papers import certificate_pdf
from commedu_desktop.services.certificate_wording import own_wording
from commedu_desktop.services.certificates import VoidCertificate, register, void_certificate
from commedu_desktop.services.pictures import kept_picture
from commedu_desktop.services.signing import Signer, signer, verify
from commedu_desktop.store.tables import AttendanceMark, Offering
from commedu_desktop.ui import printing
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.certificates import CertificatesPage
from commedu_desktop.ui.pages.certificates.by_hand import ByHandDialog
from commedu_desktop.ui.pages.certificates.issue import IssueDialog
from commedu_desktop.ui.pages.certificates.seal import SealDialog
from commedu_desktop.ui.pages.certificates.verify import VerifyDialog
from commedu_desktop.ui.pages.certificates.void import VoidDialog
from commedu_desktop.ui.pages.certificates.wording import WordingDialog
from commedu_desktop.ui.widgets.dialogs import Ask
from tests.documents.reading import text_of
from tests.makers import Maker
from tests.offices import WRITES_BEGIN


@pytest.fixture
def choir(make: Maker) -> Offering:
    """One lesson, held; Ann and Bob came, Cem did not."""
    offering = make.new_offering(title="Choir")
    start = datetime(2026, 9, 7, 9)
    lessons = [make.new_lesson(offering, start + timedelta(7 * week), status=LessonStatus.HELD) for week in range(2)]
    for name, mark in (("Ann", Mark.PRESENT), ("Bob", Mark.LATE), ("Cem", Mark.ABSENT)):
        person = make.new_resident(name)
        make.enrol(offering, person)
        for lesson in lessons:
            make.add(AttendanceMark(lesson_id=lesson.id, resident_id=person.id, mark=mark, at=WRITES_BEGIN))
    return offering


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, choir: Offering) -> CertificatesPage:
    page = CertificatesPage(desk)
    qtbot.addWidget(page)
    page.resize(1_000, 640)
    page.show()
    return page


def issue(qtbot: QtBot, page: CertificatesPage) -> None:
    dialog = IssueDialog(page.desk, page)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.issued):
        dialog.save_button.click()
    qtbot.waitUntil(lambda: len(page.table.rows.ids) == 2)


def test_the_dialog_says_who_is_due_and_the_register_lists_what_was_issued(
    qtbot: QtBot, page: CertificatesPage, choir: Offering
) -> None:
    dialog = IssueDialog(page.desk, page)
    qtbot.addWidget(dialog)
    assert "2 of 3" in dialog.summary.text()
    issue(qtbot, page)
    dialog.read()
    assert not dialog.save_button.isEnabled()
    assert {row.name for row in page.desk.read(register)} == {"Ann", "Bob"}


def test_a_sample_is_seen_before_a_number_is_used(qtbot: QtBot, page: CertificatesPage, tmp_path: Path) -> None:
    dialog = IssueDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.design.design.value = "azure"
    dialog.show_sample()
    qtbot.waitUntil(lambda: dialog.sample_shown is not None)
    assert dialog.sample_shown is not None
    text = text_of(dialog.sample_shown.preview.pdf, tmp_path)
    assert [one for one in ("Sample", "Ann", "Choir", "-000000") if one not in text] == []
    assert page.desk.read(register) == []
    dialog.sample_shown.accept()


def test_a_print_that_was_only_asked_for_does_not_count(
    qtbot: QtBot, page: CertificatesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(qtbot, page)
    page.table.selectAll()
    page.print_chosen()
    qtbot.waitUntil(lambda: hasattr(page, "previewed"))
    monkeypatch.setattr(printing, "print_pdf", lambda *_what: None)
    page.previewed.preview.print_button.click()
    page.previewed.accept()
    assert [row.prints for row in page.desk.read(register)] == [0, 0]


def test_saving_the_previewed_paper_counts_as_one_print(qtbot: QtBot, page: CertificatesPage) -> None:
    issue(qtbot, page)
    page.table.selectAll()
    page.print_chosen()
    qtbot.waitUntil(lambda: hasattr(page, "previewed"))
    assert page.previewed.preview.pdf.startswith(b"%PDF")
    for _ in range(2):
        page.previewed.preview.saved.emit("x.pdf")
    qtbot.waitUntil(lambda: [row.prints for row in page.desk.read(register)] == [1, 1])
    page.previewed.accept()


def test_a_certificate_is_voided_with_its_reason(qtbot: QtBot, page: CertificatesPage) -> None:
    issue(qtbot, page)
    dialog = VoidDialog(page.desk, page, page.desk.read(register)[0])
    qtbot.addWidget(dialog)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "why" in dialog.reason.refusal.text())
    dialog.reason.value = "misspelt"
    dialog.save_button.click()
    qtbot.waitUntil(lambda: page.desk.read(register)[0].void_reason == "misspelt")


def test_a_scanned_code_is_genuine_until_a_letter_is_changed(qtbot: QtBot, page: CertificatesPage) -> None:
    issue(qtbot, page)
    dialog = VerifyDialog(page.desk, page)
    qtbot.addWidget(dialog)
    code = page.desk.read(register)[0].wording["qr"]
    dialog.code.value = code
    dialog.save_button.click()
    assert "Genuine" in dialog.banner.label.text()
    dialog.code.value = code.replace("Choir", "Chair")
    dialog.save_button.click()
    assert "Do not accept" in dialog.banner.label.text()


def test_a_scanner_that_ends_with_enter_needs_no_button_and_a_picture_will_do(
    qtbot: QtBot, page: CertificatesPage, tmp_path: Path
) -> None:
    issue(qtbot, page)
    rows = page.desk.read(register)
    dialog = VerifyDialog(page.desk, page)
    qtbot.addWidget(dialog)
    for row in rows:
        dialog.code.edit.insertPlainText(row.wording["qr"] + "\n")
        assert row.name in dialog.answer.text()
    both = page.desk.read(certificate_pdf, [one.id for one in rows])
    (tmp_path / "paper.pdf").write_bytes(page.desk.read(certificate_pdf, [rows[1].id]))
    dialog.take(tmp_path / "paper.pdf")
    qtbot.waitUntil(lambda: rows[1].number in dialog.answer.text())
    page.desk.office.write(void_certificate, VoidCertificate(rows[0].id, "misspelt"), actor="test")
    (tmp_path / "both.pdf").write_bytes(both)
    dialog.take(tmp_path / "both.pdf")
    qtbot.waitUntil(lambda: dialog.banner.label.text() == "1 of 2 is genuine.")
    assert "declared void: misspelt" in dialog.answer.text()
    Image.new("RGB", (300, 300), "white").save(tmp_path / "white.png")
    dialog.take(tmp_path / "white.png")
    qtbot.waitUntil(lambda: "No code" in dialog.banner.label.text())


def test_a_void_a_strange_and_a_foreign_certificate_are_told_from_a_genuine_one(
    qtbot: QtBot, page: CertificatesPage
) -> None:
    issue(qtbot, page)
    row = page.desk.read(register)[0]
    dialog = VerifyDialog(page.desk, page)
    qtbot.addWidget(dialog)

    def said(code: str) -> str:
        dialog.code.value = code
        dialog.save_button.click()
        return dialog.banner.label.text()

    page.desk.office.write(void_certificate, VoidCertificate(row.id, "misspelt"), actor="test")
    assert "declared void: misspelt" in said(row.wording["qr"])
    strange = replace(verify(row.wording["qr"]).claim, number="B01-2026-009999")
    own = page.desk.office.write(lambda session, _none: signer(session), None, actor="test")
    assert "no such number" in said(own.code(strange))
    foreign = Signer.of(b"\1" * 32)
    assert f"another key: {foreign.fingerprint}" in said(foreign.code(strange))
    for broken in ("", "https://example.org", row.wording["qr"][:-9], "\u0000~" * 40, "x" * 10_000):
        assert said(broken).startswith(("This is not the code", "The code of"))
        assert dialog.answer.text() == ""


def test_characters_that_no_font_has_are_listed_before_a_batch_prints(
    qtbot: QtBot, page: CertificatesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tuple(f"Ann {chr(0xA984 + at)}" for at in range(14))
    made = page.desk.office.write(issue_by_hand, IssueByHand(names, "Choir"), actor="test")
    asked: list[str] = []
    monkeypatch.setattr(Ask, "__init__", lambda _self, _look, _parent, _title, said, _yes: asked.append(said))
    monkeypatch.setattr(Ask, "exec", lambda _self: 0)
    page.preview(made.ids)
    qtbot.waitUntil(lambda: bool(asked))
    lines = asked[0].splitlines()
    assert lines[0].startswith("No font has these characters")
    assert (len(lines), lines[-1]) == (2 + 12 + 1, "and 2 more")
    assert "U+A984   Ann" in lines[2]
    assert not hasattr(page, "previewed")


def test_the_seal_is_dragged_on_the_certificate_and_kept_where_it_was_put(
    qtbot: QtBot, page: CertificatesPage, tmp_path: Path
) -> None:
    dialog = SealDialog(page.desk, page)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.place.ground.isNull())
    Image.new("RGBA", (200, 200), (200, 0, 0, 120)).save(tmp_path / "seal.png")
    dialog.take(tmp_path / "seal.png")
    qtbot.waitUntil(lambda: not dialog.place.picture.isNull())
    dialog.place.move_to(200.04, -50)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: page.desk.read(kept_picture, "seal") is not None)
    kept = page.desk.read(kept_picture, "seal")
    assert kept is not None
    assert (kept.x, kept.y, kept.width) == (200.0, 8.0, 38.0)
    dialog.take(tmp_path / "nothing.png")
    qtbot.waitUntil(lambda: "not a picture" in dialog.banner.label.text())


def test_seal_and_signature_are_seen_together_and_each_is_dragged_by_where_it_is_touched(
    qtbot: QtBot, page: CertificatesPage, tmp_path: Path
) -> None:
    dialog = SealDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.show()
    for kind, shade in (("signature", "navy"), ("seal", "red")):
        Image.new("RGBA", (200, 200), shade).save(tmp_path / f"{kind}.png")
        dialog.kind.value = kind
        dialog.read()
        dialog.take(tmp_path / f"{kind}.png")
        qtbot.waitUntil(lambda kind=kind: bool(dialog._now[kind].content))  # type: ignore[misc]
    place = dialog.place
    assert (place.place.kind, place.other.kind, place.other_picture.isNull()) == ("seal", "signature", False)
    sheet = place._page()
    k = sheet.width() / 297
    place.ground.fill(QColor("black"))
    under_the_seal = place.grab().toImage().pixelColor(round(sheet.left() + 245 * k), round(sheet.bottom() - 45 * k))
    assert under_the_seal == QColor("black"), "it covers nothing, as on the paper"

    def point(x: float, y: float) -> QPoint:
        return QPoint(round(sheet.left() + x * k), round(sheet.bottom() - y * k))

    QTest.mousePress(place, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point(188, 42))
    QTest.mouseMove(place, point(100, 90))
    QTest.mouseRelease(place, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point(100, 90))
    assert dialog.kind.value == "signature"
    assert (place.place.x, place.place.y) == pytest.approx((112, 90), abs=1.5)
    assert (dialog._now["seal"].x, dialog._now["seal"].y) == (245.0, 45.0)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: all(page.desk.read(kept_picture, kind) is not None for kind in ("seal", "signature")))
    kept = page.desk.read(kept_picture, "signature")
    assert kept is not None
    assert kept.x == pytest.approx(112, abs=1.5)


def test_chosen_rows_alone_are_certified(qtbot: QtBot, page: CertificatesPage) -> None:
    dialog = IssueDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.whom.value = True
    dialog.table.selectRow([one.name for one in dialog._found.values()].index("Cem"))
    assert dialog.save_button.text().startswith("Issue 1")
    with qtbot.waitSignal(dialog.issued):
        dialog.save_button.click()
    assert [row.name for row in page.desk.read(register)] == ["Cem"]


def test_by_hand_a_family_is_honoured(qtbot: QtBot, page: CertificatesPage) -> None:
    dialog = ByHandDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.names.value = "The Wang family\nThe Li family"
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "what the certificate is for" in dialog.subject.refusal.text())
    dialog.subject.value = "Learning family 2026"
    with qtbot.waitSignal(dialog.issued):
        dialog.save_button.click()
    assert [row.name for row in page.desk.read(register)] == ["The Li family", "The Wang family"]


def test_wording_is_tried_on_a_sample_and_a_slip_is_said_beside_it(qtbot: QtBot, page: CertificatesPage) -> None:
    dialog = WordingDialog(page.desk, page)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.sheet.page_count == 1)
    body = dialog.parts["body"]
    body.value = "has learned {everything}"
    qtbot.waitUntil(lambda: "no field everything" in body.refusal.text())
    body.value = "has learned {course}."
    qtbot.waitUntil(body.refusal.isHidden)
    dialog.own.value = "head = Li Ming"
    dialog.save_button.click()
    qtbot.waitUntil(lambda: page.desk.read(own_wording).fields == {"head": "Li Ming"})
    assert page.desk.read(own_wording).of("en", CertificateType.COMPLETION).body == "has learned {course}."
