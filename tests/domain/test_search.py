"""What a resident is found by, and that nothing typed breaks a search."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from commedu_desktop.domain.pinyin import shown_pinyin
from commedu_desktop.domain.search import pieces, questions
from commedu_desktop.services.office import Office
from commedu_desktop.services.pinyin import pinyin_of
from commedu_desktop.store.search import find_ids
from commedu_desktop.store.tables import Resident
from tests.makers import Maker


@pytest.fixture
def find(office: Office, make: Maker) -> "Finder":
    return Finder(office, make)


class Finder:
    def __init__(self, office: Office, make: Maker) -> None:
        self.office, self.make = office, make

    def register(self, name: str, **values: object) -> None:
        self.make.new_resident(name, pinyin=pinyin_of(name), **values)

    def __call__(self, typed: str) -> list[str]:
        return self.office.read(self._names, typed)

    @staticmethod
    def _names(session: Session, typed: str) -> list[str]:
        return [session.get_one(Resident, key).name for key in find_ids(session, typed, 10)]


@pytest.mark.parametrize(
    "typed",
    [
        "张小明",
        "张小",
        "小明",
        "明",
        "张明",
        "zhangxiaoming",
        "ZHANG xm",
        "zhang ming",
        "zxm",
        "ｚｘｍ",
        "zhxm",
        "zhangxm",
        "xiaoming",
        "张xm",
        "zhāng xiǎo míng",
        "zhang1 xiao3 ming2",
        "13800004312",
        "138 0000 4312",
        "4312",
        "+86 138-0000-4312",
        "B01-000012",
        "b01000012",
        "B01-12",
        "12",
        "１２",
        "110105194912310021",
        "1949-12-31",
    ],
)
def test_a_resident_is_found_by_whatever_a_clerk_types(find: Finder, typed: str) -> None:
    find.register(
        "张小明", phone="13800004312", card="B01-000012", id_number="110105194912310021", born=date(1949, 12, 31)
    )
    find.register("李娜", phone="13911112222", card="B02-000377", id_number="31010419560307431X")
    assert find(typed) == ["张小明"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("吕布", "lv bu"),
        ("吕布", "lübu"),
        ("吕布", "lubu"),
        ("Zoë O'Brien", "obrien zoe"),
        ("Zoë O'Brien", "o'bri"),
        ("John Smith", "js"),
        ("𠮷野家", "野家"),
        ("𠮷野家", "𠮷"),
        ("阿依古丽·买买提", "古丽买买提"),
        ("😀 Anna", "😀"),
        ("مريم الخوارزمي", "الخو"),
        ("김민수", "민수"),
        ("!!!", "!!!"),
    ],
)
def test_names_of_every_script_are_found(find: Finder, name: str, typed: str) -> None:
    find.register(name)
    find.register("李娜")
    assert find(typed) == [name]


def test_whole_names_come_before_beginnings_and_beginnings_before_hits_inside(find: Finder) -> None:
    for name in ("王小林", "小林光一", "小林", "林小"):
        find.register(name)
    assert find("小林") == ["小林", "小林光一", "王小林", "林小"]


def test_among_equals_who_was_active_last_comes_first(find: Finder, make: Maker) -> None:
    find.register("张小明", card="B01-000001")
    early = make.new_resident("张小鸣", pinyin="zhang xiao ming")
    find.register("张小名", card="B01-000003")
    make.enrol(make.new_offering(), early)
    assert find("zxm")[0] == "张小鸣"


@given(st.text(max_size=30))
def test_no_typed_text_can_reach_the_query_language(typed: str) -> None:
    for question in questions(typed):
        quoted = question.split('"')
        assert len(quoted) % 2 == 1
        assert set("".join(quoted[::2]).replace("AND", "").replace("OR", "")) <= set(" *()")


@pytest.mark.parametrize(
    "typed", ['"', "' OR 1=1 --", "NEAR(a b)", "name:*", "{x} : y", "a AND", "-", "*", "\0", "\ud800"]
)
def test_a_search_for_syntax_is_a_search_for_text(find: Finder, typed: str) -> None:
    find.register("张小明")
    assert find(typed) == []


def test_blank_text_finds_nobody(find: Finder) -> None:
    find.register("张小明")
    assert pieces("  \t") == []
    assert find("   ") == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张小明", "Zhang Xiaoming"),
        ("单田芳", "Shan Tianfang"),
        ("仇和", "Qiu He"),
        ("解晓东", "Xie Xiaodong"),
        ("区小华", "Ou Xiaohua"),
        ("查良镛", "Zha Liangyong"),
        ("曾国强", "Zeng Guoqiang"),
        ("尉迟恭", "Yuchi Gong"),
        ("长孙无忌", "Zhangsun Wuji"),
        ("万俟卨", "Moqi Xie"),
        ("重耳明", "Chong Erming"),
        ("朴安娥", "Piao An'e"),
        ("吕布", "Lü Bu"),
        ("阿依古丽·买买提", "Ayiguli Maimaiti"),
        ("John Smith", ""),
    ],
)
def test_names_are_read_as_their_bearers_read_them(name: str, shown: str) -> None:
    assert shown_pinyin(name, pinyin_of(name)) == shown
