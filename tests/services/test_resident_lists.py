"""Many residents at once."""

import csv
import io

import pytest

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.office import Office
from commedu_desktop.services.resident_lists import AddToGroup, Shown, add_to_group, list_file
from commedu_desktop.services.residents import ResidentFilter, resident_rows
from tests.makers import Maker


def test_those_not_in_the_group_join_it_and_undo_takes_it_back(office: Office, make: Maker) -> None:
    group = make.new_group("older")
    keys = tuple(make.new_resident(name).id for name in ("张小明", "李娜", "王芳"))
    assert office.write(add_to_group, AddToGroup(keys[:1], group.id), actor="Li Na") == 1
    assert office.write(add_to_group, AddToGroup(keys, group.id), actor="Li Na") == 2
    assert [one.groups for one in office.read(resident_rows, keys).values()] == [("older",)] * 3
    with pytest.raises(Refused, match="all-in-group"):
        office.write(add_to_group, AddToGroup(keys, group.id), actor="Li Na")
    assert office.undo(actor="Li Na") == "2 residents · older"
    assert [one.groups for one in office.read(resident_rows, keys).values()] == [("older",), (), ()]


def test_the_file_holds_what_the_filter_shows(office: Office, make: Maker) -> None:
    make.new_resident("张小明", pinyin="zhang xiao ming")
    make.new_resident("李娜", pinyin="li na")

    def names(wanted: ResidentFilter) -> list[str]:
        text = office.read(list_file, Shown(wanted), "csv", "Li Na").decode("utf-8-sig")
        return sorted(row["Name"] if "Name" in row else row["name"] for row in csv.DictReader(io.StringIO(text)))

    assert names(ResidentFilter()) == ["张小明", "李娜"]
    assert names(ResidentFilter(text="zxm")) == ["张小明"]


def test_the_file_is_in_the_order_of_the_table(office: Office, make: Maker) -> None:
    for name, pinyin, card in (("张小明", "zhang xiao ming", "1"), ("李娜", "li na", "2"), ("王芳", "wang fang", "3")):
        make.new_resident(name, pinyin=pinyin, card=card)

    def names(**how: object) -> list[str]:
        shown = Shown(ResidentFilter(), **how)  # type: ignore[arg-type]  # what a table says of its order
        text = office.read(list_file, shown, "csv", "Li Na").decode("utf-8-sig")
        return [row["name"] for row in csv.DictReader(io.StringIO(text))]

    assert names() == ["张小明", "李娜", "王芳"]
    assert names(sort="name") == ["李娜", "王芳", "张小明"]
    assert names(sort="card", descending=True) == ["王芳", "李娜", "张小明"]
