"""What the year of the demonstration centre shall reach, and what money it had."""

from datetime import date
from uuid import UUID

from commedu_desktop.domain.figures import Measure
from commedu_desktop.domain.funds import FundKind, FundSource
from commedu_desktop.domain.targets import BY_HAND
from commedu_desktop.services.demo_stage import Rows, Stage
from commedu_desktop.store.tables.funds import FundEntry
from commedu_desktop.store.tables.targets import Target

_TARGETS: tuple[tuple[dict[str, str], str, int, int | None], ...] = (
    ({"en": "Person-times of training", "zh_CN": "全年培训人次"}, "attendances", 7_000, None),
    ({"en": "Older adults who learn", "zh_CN": "老年人参学人数"}, "persons/group/older-adult", 120, None),
    ({"en": "Transfers of rural labour", "zh_CN": "农村劳动力转移就业"}, BY_HAND, 600, 412),
    ({"en": "Training rate of all residents", "zh_CN": "社区居民培训率"}, Measure.TRAINING_RATE, 50, None),
)
_FUNDS: tuple[tuple[str, int, int, FundKind, FundSource, int, dict[str, str]], ...] = (
    (
        "B01",
        3,
        10,
        FundKind.INCOME,
        FundSource.GOVERNMENT,
        24_480_00,
        {"en": "Special fund", "zh_CN": "社区教育专项经费"},
    ),
    (
        "B01",
        4,
        2,
        FundKind.SPENDING,
        FundSource.GOVERNMENT,
        6_300_00,
        {"en": "Teachers, spring", "zh_CN": "春季课时费"},
    ),
    ("B02", 5, 15, FundKind.INCOME, FundSource.SOCIETY, 3_000_00, {"en": "Donation", "zh_CN": "爱心企业赞助"}),
    ("B02", 5, 20, FundKind.SPENDING, FundSource.SOCIETY, 2_180_00, {"en": "Reading corner", "zh_CN": "添置图书角"}),
    ("B01", 6, 18, FundKind.SPENDING, FundSource.GOVERNMENT, 4_950_00, {"en": "Projector", "zh_CN": "购置投影设备"}),
    ("B03", 9, 12, FundKind.INCOME, FundSource.UNIT, 4_000_00, {"en": "Village committee", "zh_CN": "村委会配套经费"}),
    ("B03", 9, 28, FundKind.SPENDING, FundSource.UNIT, 3_420_00, {"en": "Farming course", "zh_CN": "农技培训材料"}),
    ("B01", 10, 16, FundKind.SPENDING, FundSource.INDIVIDUAL, 2_750_00, {"en": "Paper and ink", "zh_CN": "书画耗材"}),
    (
        "B01",
        11,
        6,
        FundKind.SPENDING,
        FundSource.GOVERNMENT,
        1_860_00,
        {"en": "Learning week", "zh_CN": "全民终身学习活动周"},
    ),
)


def plan_year(stage: Stage, rows: Rows, branches: dict[str, UUID]) -> None:
    """Targets of this year and of the year in which the term began, and this year's funds until now."""
    for year in sorted({stage.now.year, stage.term_starts.year}):
        for at, (name, measure, aim, by_hand) in enumerate(_TARGETS, start=1):
            facts = {"name": stage.word(name), "measure": measure, "aim": aim, "by_hand": by_hand}
            rows.add(Target, year=year, position=at, **facts)
        for branch, month, day, kind, source, amount, purpose in _FUNDS:
            on = date(year, month, day)
            if on <= stage.now.date():
                facts = {"kind": kind, "source": source, "amount": amount, "purpose": stage.word(purpose)}
                rows.add(FundEntry, branch_id=branches[branch], booked_on=on, **facts)
