"""The register's further side in the window: portraits, own fields, saved filters, whole records, many at once."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from commedu_desktop.domain.attendance import Mark
from commedu_desktop.domain.custom_fields import FieldKind
from commedu_desktop.domain.enrolments import EnrolmentStatus
from commedu_desktop.domain.residents import Sex
from commedu_desktop.services.custom_fields import AddField, add_field
from commedu_desktop.services.duplicates import duplicates
from commedu_desktop.services.photos import photo_of
from commedu_desktop.services.residents import RegisterResident, find_residents, register_resident, resident_detail
from commedu_desktop.services.saved_filters import saved_filters
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.store.tables import AttendanceMark, Enrolment
from commedu_desktop.ui.credits import Doing, RedeemDialog, credits_section
from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.pages.residents import ResidentsPage
from commedu_desktop.ui.pages.residents.form import ResidentForm
from commedu_desktop.ui.pages.residents.merging import MergeDialog
from commedu_desktop.ui.pages.residents.own_fields import OwnFields
from commedu_desktop.ui.pages.residents.record import RecordDialog
from commedu_desktop.ui.pages.residents.saved import SavedFilters
from commedu_desktop.ui.pages.residents.several import EnrolSeveralDialog, NewCardDialog
from commedu_desktop.ui.widgets.fields import ChoiceField, TextField
from tests.makers import Maker
from tests.offices import WRITES_BEGIN

NUMBER = "11010519491231002X"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, make: Maker) -> ResidentsPage:
    assert make.branch.code == "B01"
    people = (("张小明", Sex.MALE, "五中路 1 号 101 室"), ("李娜", Sex.FEMALE, ""), ("王芳", Sex.FEMALE, ""))
    for name, sex, address in people:
        request = RegisterResident(name, sex=sex, born=date(1956, 3, 7), address=address)
        desk.office.write(register_resident, request, actor="Li Na")
    page = ResidentsPage(desk)
    qtbot.addWidget(page)
    page.resize(1120, 760)
    page.show()
    return page


def one(page: ResidentsPage, name: str) -> ResidentForm:
    [found] = page.desk.read(find_residents, name)
    detail = page.desk.read(resident_detail, found.id, date(2026, 11, 23))
    return ResidentForm(page.desk, page, detail)


def count(page: ResidentsPage) -> int:
    return len(page.table.rows.ids)


def test_portrait_contact_and_own_fields_are_typed_kept_and_shown_again(
    qtbot: QtBot, page: ResidentsPage, tmp_path: Path
) -> None:
    for name, kind, choices in (("学历", FieldKind.CHOICE, ("小学", "中学")), ("党员", FieldKind.YES_NO, ())):
        page.desk.office.write(add_field, AddField(name, kind, choices), actor="Li Na")
    picture = tmp_path / "me.png"
    target = BytesIO()
    Image.new("RGB", (600, 800), "navy").save(target, "PNG")
    picture.write_bytes(target.getvalue())
    form = one(page, "李娜")
    qtbot.addWidget(form)
    form.open()
    form.photo.take_file(picture)
    qtbot.waitUntil(lambda: bool(form.photo.content))
    form.more.consent.value = date(2026, 11, 20)
    form.more.contact_name.value, form.more.contact_phone.value = "王强", "13800004312"
    schooling, member = form.more.own.values()
    assert isinstance(schooling, ChoiceField)
    assert isinstance(member, ChoiceField)
    schooling.value, member.value = "中学", False
    with qtbot.waitSignal(form.saved):
        form.save()
    again = one(page, "李娜")
    qtbot.addWidget(again)
    assert (again.more.contact_name.value, again.more.consent.value) == ("王强", date(2026, 11, 20))
    assert again.more.told() == {}
    assert again.resident is not None
    assert page.desk.read(photo_of, again.resident.id) == again.resident.photo != b""


def test_a_file_that_is_no_picture_is_refused_beside_the_photo(
    qtbot: QtBot, page: ResidentsPage, tmp_path: Path
) -> None:
    form = one(page, "李娜")
    qtbot.addWidget(form)
    form.open()
    (tmp_path / "x.jpg").write_bytes(b"MZ")
    form.photo.take_file(tmp_path / "x.jpg")
    qtbot.waitUntil(form.photo.refusal.isVisible)
    assert form.photo.content is None


def test_the_same_address_offers_the_household(qtbot: QtBot, page: ResidentsPage) -> None:
    form = one(page, "李娜")
    qtbot.addWidget(form)
    form.open()
    form.address.value = "五中路 1 号 101 室"
    form.address.edit.editingFinished.emit()
    qtbot.waitUntil(form.neighbours.isVisible)
    form.neighbours.click()
    with qtbot.waitSignal(form.saved):
        form.save()
    again = one(page, "李娜")
    qtbot.addWidget(again)
    assert again.resident is not None
    assert [member.name for member in again.resident.members] == ["张小明"]


def test_who_may_not_see_id_numbers_edits_without_seeing_or_losing_them(qtbot: QtBot, page: ResidentsPage) -> None:
    office = page.desk.office
    request = RegisterResident("单田芳", id_number=NUMBER)
    key = office.write(register_resident, request, actor="Li Na")
    office.write(change_settings, ChangeSettings({"id_number_readers": ("Li Na",)}), actor="Li Na")
    form = one(page, "单田芳")
    qtbot.addWidget(form)
    form.open()
    assert form.id_number.value == "110105********002X"
    form.phone.value = "13800004312"
    with qtbot.waitSignal(form.saved):
        form.save()
    detail = page.desk.read(resident_detail, key, date(2026, 11, 23))
    assert detail is not None
    assert (detail.phone, detail.id_number) == ("13800004312", NUMBER)


def test_filters_are_kept_under_a_name_and_used_again(qtbot: QtBot, page: ResidentsPage, make: Maker) -> None:
    offering = make.new_offering(title="Choir")
    make.enrol(offering, make.new_resident("赵敏", sex=Sex.FEMALE))
    page.filters.read()
    page.filters.sex.value, page.filters.term.value = Sex.FEMALE, make.term.id
    page.filters.offering.value = offering.id
    page.filters.sex.chosen.emit(Sex.FEMALE)
    assert count(page) == 1
    saved = SavedFilters(page.desk, page, page.filters.choices())
    qtbot.addWidget(saved)
    form = saved.form(None)
    field = form.fields[0]
    assert isinstance(field, TextField)
    field.value = "Women in the choir"
    form.save()
    qtbot.waitUntil(lambda: len(page.desk.read(saved_filters)) == 1)
    page.filters.clear()
    assert count(page) == 4
    saved.used.connect(page.filters.choose)
    saved.table.reload()
    saved.table.choose("Women in the choir")
    saved.use()
    assert (count(page), page.filters.offering.value) == (1, offering.id)


def test_several_are_enrolled_at_once_and_taken_back_at_once(qtbot: QtBot, page: ResidentsPage, make: Maker) -> None:
    offering = make.new_offering(title="Choir", capacity=2, ends=date(2027, 1, 15))
    ids = [found.id for name in ("张小明", "李娜", "王芳") for found in page.desk.read(find_residents, name)]
    dialog = EnrolSeveralDialog(page.desk, page, ids)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.table.choose(offering.id)
    dialog.enrol()
    qtbot.waitUntil(dialog.banner.isVisible)
    assert "2 enrolled" in dialog.banner.label.text()
    assert "王芳" in dialog.banner.label.text()
    assert page.desk.office.undo(actor="Li Na") == "3 residents · Choir"


def test_the_whole_record_shows_classes_marks_and_household(qtbot: QtBot, page: ResidentsPage, make: Maker) -> None:
    [found] = page.desk.read(find_residents, "张小明")
    offering = make.new_offering(title="Choir")
    enrolled = {"offering_id": offering.id, "resident_id": found.id, "enrolled_on": date(2026, 9, 1)}
    make.add(Enrolment(**enrolled, status=EnrolmentStatus.ENROLLED))
    for day, mark in ((7, Mark.PRESENT), (14, Mark.ABSENT)):
        lesson = make.new_lesson(offering, datetime(2026, 9, day, 10))
        make.add(AttendanceMark(lesson_id=lesson.id, resident_id=found.id, mark=mark, at=WRITES_BEGIN))
    detail = page.desk.read(resident_detail, found.id, date(2026, 11, 23))
    assert detail is not None
    record = RecordDialog(page.desk, page, detail)
    qtbot.addWidget(record)
    record.open()
    model = record.tables[0].model()
    assert [model.index(0, at).data() for at in (0, 2, 3, 4)] == ["Choir", "enrolled", "1 of 2", "50%"]
    assert record.tables[1].model().rowCount() == 2


def test_credits_are_redeemed_in_the_whole_record_and_taken_back(
    qtbot: QtBot, page: ResidentsPage, make: Maker
) -> None:
    [found] = page.desk.read(find_residents, "张小明")
    course = make.new_offering(title="Choir")
    make.add(
        Enrolment(
            offering_id=course.id,
            resident_id=found.id,
            enrolled_on=date(2026, 9, 1),
            status=EnrolmentStatus.COMPLETED,
        )
    )
    detail = page.desk.read(resident_detail, found.id, date(2026, 11, 23))
    assert detail is not None
    assert detail.credits == 2
    record = RecordDialog(page.desk, page, detail, [credits_section])
    qtbot.addWidget(record)
    record.open()
    doing, table = record.findChild(Doing), record.tables[3]
    assert isinstance(doing, Doing)
    assert not doing.back_button.isEnabled()
    doing.redeem()
    dialog = record.findChild(RedeemDialog)
    assert isinstance(dialog, RedeemDialog)
    dialog.amount.value, dialog.reward.value = "many", "a kettle"
    dialog.save()
    assert "more than 0" in dialog.amount.refusal.text()
    dialog.amount.value = "9"
    dialog.save()
    qtbot.waitUntil(lambda: "has 2 credits" in dialog.amount.refusal.text())
    dialog.amount.value = "0,5"
    dialog.save()
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    assert table.model().index(0, 0).data() == "a kettle"
    table.selectRow(0)
    doing.take_back()
    qtbot.waitUntil(lambda: table.model().rowCount() == 0)
    assert page.desk.office.undo(actor="Li Na") == "张小明 · 0.5 · a kettle"


def test_a_lost_card_is_replaced_and_printed(qtbot: QtBot, page: ResidentsPage) -> None:
    [found] = page.desk.read(find_residents, "李娜")
    detail = page.desk.read(resident_detail, found.id, date(2026, 11, 23))
    assert detail is not None
    dialog = NewCardDialog(page.desk, page, detail)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(page.desk.previewing) as shown:
        dialog.save()
    assert shown.args is not None
    assert shown.args[0].startswith(b"%PDF")
    assert [one.card for one in page.desk.read(find_residents, "李娜")] == ["B01-000004"]


def test_two_people_leave_the_list_for_good_and_two_chosen_stand_side_by_side(
    qtbot: QtBot, page: ResidentsPage
) -> None:
    request = RegisterResident("张晓明", born=date(1956, 3, 7))
    key = page.desk.office.write(register_resident, request, actor="Li Na")
    dialog = MergeDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.sides is not None)
    dialog.two_people()
    qtbot.waitUntil(lambda: not dialog.pairs)
    assert page.desk.read(duplicates) == []
    [other] = page.desk.read(find_residents, "李娜")
    chosen = MergeDialog(page.desk, page, (other.id, key))
    qtbot.addWidget(chosen)
    assert list(chosen.pairs) == [(other.id, key)]


def test_a_choice_needs_choices(qtbot: QtBot, page: ResidentsPage) -> None:
    form = OwnFields(page.desk, page).form(None)
    qtbot.addWidget(form)
    form.open()
    name, kind, choices = form.fields
    assert isinstance(name, TextField)
    assert isinstance(kind, ChoiceField)
    name.value, kind.value = "学历", FieldKind.CHOICE
    kind.edited.emit()
    form.save()
    qtbot.waitUntil(choices.refusal.isVisible)
