"""Chinese sentences are set alike whatever is put in: tight among characters, one space beside Latin and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.han import Chinese
from commedu_desktop.i18n import _, speaking
from commedu_desktop.sentences import together


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("{name} 已签到", {"name": "张小明"}, "张小明已签到"),
        ("{name}已签到", {"name": "Emily Carter"}, "Emily Carter 已签到"),
        ("已收 {name} {amount}，收据 {number}。", {"name": "张小明", "amount": "¥60.00", "number": "R1"},
         "已收张小明 ¥60.00，收据 R1。"),
        ("共{count}人次", {"count": "1,200"}, "共 1,200 人次"),
        ("自 {day} 起", {"day": "2026年11月23日"}, "自2026年11月23日起"),
        ("在 {room} 上课", {"room": "203教室"}, "在203教室上课"),
        ("{lesson} {starts}上课", {"lesson": "书法", "starts": "09:00"}, "书法 09:00 上课"),
        ("完成。 {more}", {"more": "“名单”在此"}, "完成。“名单”在此"),
        ("{file} 第{page}页", {"file": "a.pdf", "page": 3}, "a.pdf 第 3 页"),
        ("出勤率{rate:.1f}%以上", {"rate": 70.0}, "出勤率 70.0%以上"),
        ("{{{name}}}", {"name": "张"}, "{张}"),
    ],
)  # fmt: skip
def test_what_is_put_in_decides_about_the_space(template: str, values: dict[str, object], said: str) -> None:
    assert Chinese(template).format(**values) == said


@given(st.text(alphabet="张李ab 1。，（）¥-\n", max_size=12))
def test_nothing_but_spaces_beside_a_value_ever_changes(value: str) -> None:
    plain, set_ = f"前 {value} 后", Chinese("前 {value} 后").format(value=value)
    assert set_.replace(" ", "") == plain.replace(" ", "")
    assert value.strip(" ") in set_


def test_sentences_one_after_another_have_a_space_in_english_only() -> None:
    assert together("Done.", "", "Go on.") == "Done. Go on."
    with speaking("zh_CN"):
        assert together(_("Saved."), _("Undone.")) == "已保存。已撤销。"
    assert together() == ""
