"""What a register keeps beside names: portraits, consent, whom to call, fields of the centre's own, void cards."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from commedu_desktop.domain.check_in import Outcome
from commedu_desktop.domain.custom_fields import FieldKind
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.cards import ReplaceCard, replace_card, voided_cards
from commedu_desktop.services.check_in import CheckIn, check_in
from commedu_desktop.services.custom_fields import (
    AddField,
    ChangeField,
    add_field,
    change_field,
    custom_fields,
    remove_field,
)
from commedu_desktop.services.duplicates import duplicates
from commedu_desktop.services.finding import resident_by_card
from commedu_desktop.services.households import living_at
from commedu_desktop.services.merging import MergeResidents, merge_residents
from commedu_desktop.services.office import Office
from commedu_desktop.services.photos import photo_of
from commedu_desktop.services.residents import (
    ChangeResident,
    RegisterResident,
    change_resident,
    likely_duplicates,
    register_resident,
)
from commedu_desktop.services.roles import may_see_id_numbers
from commedu_desktop.services.settings import ChangeSettings, change_settings
from commedu_desktop.services.two_people import TellApart, tell_apart
from commedu_desktop.store.tables import Resident
from tests.makers import Maker

BORN = date(1956, 3, 7)


def picture(size: tuple[int, int] = (800, 600), form: str = "PNG", **how: Any) -> bytes:
    target = BytesIO()
    Image.new("RGBA" if form == "PNG" else "RGB", size, "red").save(target, form, **how)
    return target.getvalue()


def extra_of(session: Session, key: UUID) -> dict[str, Any]:
    return dict(session.get_one(Resident, key).extra)


def register(office: Office, name: str = "张小明", **values: Any) -> UUID:
    return office.write(register_resident, RegisterResident(name, **values), actor="Li Na")


@pytest.fixture(autouse=True)
def centre(make: Maker) -> None:
    assert make.branch.code == "B01"


def test_a_photograph_is_cut_to_a_portrait_and_undo_takes_it_away(office: Office) -> None:
    key = register(office)
    office.write(change_resident, ChangeResident(key, {"photo": picture()}), actor="Li Na")
    kept = office.read(photo_of, key)
    with Image.open(BytesIO(kept)) as portrait:
        assert (portrait.format, portrait.size) == ("JPEG", (360, 480))
    assert len(kept) < 40_000
    office.undo(actor="Li Na")
    assert office.read(photo_of, key) == b""
    office.redo(actor="Li Na")
    office.write(change_resident, ChangeResident(key, {"photo": b""}, frozenset({"photo"})), actor="Li Na")
    assert office.read(photo_of, key) == b""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90\x00 not a picture", "picture-unreadable"),
        (picture()[:90], "picture-unreadable"),
        (picture((9_000, 9_000), "GIF"), "picture-too-large"),
    ],
)
def test_what_is_no_portrait_is_refused_and_nobody_is_registered(office: Office, content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        register(office, photo=content)
    assert office.read(likely_duplicates, RegisterResident("张小明")) == []


def test_consent_and_whom_to_call_are_kept_checked_and_can_be_emptied(office: Office) -> None:
    told = {"consent": date(2026, 11, 20), "contact_name": "王 芳", "contact_phone": "138 0000 4312"}
    key = register(office, extra=told | {"contact_relation": "女儿"})
    assert office.read(extra_of, key) == {
        "consent": "2026-11-20",
        "contact_name": "王 芳",
        "contact_phone": "13800004312",
        "contact_relation": "女儿",
    }
    office.write(change_resident, ChangeResident(key, {"extra": {"contact_phone": "", "consent": None}}), actor="Li Na")
    assert office.read(extra_of, key) == {"contact_name": "王 芳", "contact_relation": "女儿"}
    for wrong, code in (({"consent": date(2027, 1, 1)}, "consent-in-future"), ({"contact_phone": "?"}, "phone-form")):
        with pytest.raises(Refused, match=code):
            office.write(change_resident, ChangeResident(key, {"extra": wrong}), actor="Li Na")


def test_the_centre_has_fields_of_its_own(office: Office) -> None:
    fields = [
        ("党员", FieldKind.YES_NO, ()),
        ("学历", FieldKind.CHOICE, ("小学", "中学", "", "中学")),
        ("入住", FieldKind.DATE, ()),
        ("楼层", FieldKind.NUMBER, ("x",)),
    ]
    codes = [office.write(add_field, AddField(*one), actor="Li Na") for one in fields]
    assert [one.choices for one in office.read(custom_fields)] == [(), ("小学", "中学"), (), ()]
    key = register(office, extra=dict(zip(codes, ("是", "中学", "2020年5月1日", "6"), strict=True)))
    assert list(office.read(extra_of, key).values()) == [True, "中学", "2020-05-01", "6"]
    for code, wrong, why in ((codes[1], "大学", "own-field-choice"), (codes[3], "six", "not-a-number")):
        with pytest.raises(Refused, match=why):
            office.write(change_resident, ChangeResident(key, {"extra": {code: wrong}}), actor="Li Na")
    office.write(remove_field, codes[0], actor="Li Na")
    office.write(change_field, ChangeField(codes[1], "教育", ("大学",)), actor="Li Na")
    assert [one.name for one in office.read(custom_fields)] == ["教育", "入住", "楼层"]
    assert office.write(add_field, AddField("新"), actor="Li Na") == "x5"
    office.undo(actor="Li Na")
    office.undo(actor="Li Na")
    office.undo(actor="Li Na")
    assert [one.name for one in office.read(custom_fields)] == ["党员", "学历", "入住", "楼层"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (AddField("  "), "name-missing"),
        (AddField("电话"), "own-field-name-taken"),
        (AddField("Phone"), "own-field-name-taken"),
        (AddField("学历", FieldKind.CHOICE, (" ",)), "own-field-without-choices"),
        (AddField("x" * 101), "name-too-long"),
    ],
)
def test_a_field_needs_a_name_that_no_column_has(office: Office, request_: AddField, code: str) -> None:
    with pytest.raises(Refused, match=code):
        office.write(add_field, request_, actor="Li Na")


def test_a_replaced_card_opens_nothing_and_still_leads_to_its_bearer(office: Office) -> None:
    key = register(office)
    assert office.write(replace_card, ReplaceCard(key, "lost"), actor="Li Na") == "B01-000002"
    answer = office.write(check_in, CheckIn("B01-000001"), actor="Li Na")
    assert (answer.outcome, answer.code, answer.who) == (Outcome.REFUSED, "check-in-card-void", "张小明")
    assert answer.facts["present"] == "B01-000002"
    assert office.read(resident_by_card, "b01-000001") == key
    with pytest.raises(Refused, match="card-void"):
        register(office, "李娜", card="B01-000001")
    other = register(office, "张晓明")
    office.write(merge_residents, MergeResidents(other, key), actor="Li Na")
    assert office.read(resident_by_card, "B01-000001") == other
    assert office.read(voided_cards, other) == ("B01-000001",)
    for _step in range(3):
        office.undo(actor="Li Na")
    assert office.write(check_in, CheckIn("B01-000001"), actor="Li Na").code != "check-in-card-void"


def test_two_people_are_not_asked_about_again_until_that_is_undone(office: Office) -> None:
    one, other, third = (register(office, name, born=BORN) for name in ("张小明", "张晓明", "张筱明"))
    assert len(office.read(duplicates)) == 3
    for pair in ((other, one), (one, other), (other, third)):
        office.write(tell_apart, TellApart(*pair), actor="Li Na")
    (left,) = office.read(duplicates)
    assert {left.a.id, left.b.id} == {one, third}
    draft = RegisterResident("张小明", born=BORN)
    assert [found.resident.id for found in office.read(likely_duplicates, draft, one)] == [third]
    office.write(merge_residents, MergeResidents(one, third), actor="Li Na")
    assert office.read(duplicates) == []
    office.undo(actor="Li Na")
    office.undo(actor="Li Na")
    assert len(office.read(duplicates)) == 2


def test_portraits_and_own_fields_survive_a_merge(office: Office) -> None:
    one = register(office, extra={"contact_name": "甲"})
    other = register(office, "张晓明", photo=picture(), extra={"contact_name": "乙", "contact_relation": "子"})
    office.write(merge_residents, MergeResidents(one, other), actor="Li Na")
    assert office.read(photo_of, one)
    assert office.read(extra_of, one) == {"contact_name": "甲", "contact_relation": "子"}
    office.undo(actor="Li Na")
    assert (office.read(photo_of, one), len(office.read(photo_of, other)) > 100) == (b"", True)


def test_who_lives_at_an_address_is_found_and_joined(office: Office) -> None:
    first = register(office, "王芳", address="五中路 1 号 101 室")
    (found,) = office.read(living_at, " 五中路 1 号  101 室")
    assert (found.name, found.household) == ("王芳", "")
    register(office, "张小明", address="五中路 1 号 101 室", household_with=first)
    assert {one.household for one in office.read(living_at, "五中路 1 号 101 室")} == {"H-B01-000001"}
    assert office.read(living_at, "五中路 1 号") == ()


def test_id_numbers_are_for_those_whom_the_settings_name(office: Office) -> None:
    assert office.read(may_see_id_numbers, "Li Na")
    office.write(change_settings, ChangeSettings({"id_number_readers": ("Wang Fang", "李 娜")}), actor="Li Na")
    assert not office.read(may_see_id_numbers, "Li Na")
    assert office.read(may_see_id_numbers, "wang fang ")


def test_null_characters_and_halves_of_characters_never_reach_the_database(office: Office) -> None:
    key = register(office, "张\x00小\ud83d明", note="a\x00b\udc00", extra={"contact_name": "王\x00芳"})
    row = office.read(lambda session: session.get_one(Resident, key))
    assert (row.name, row.note, row.extra) == ("张小明", "ab", {"contact_name": "王芳"})
    assert office.read(likely_duplicates, RegisterResident("张\x00小明"))[0].resident.id == key
    office.undo(actor="Li Na")
