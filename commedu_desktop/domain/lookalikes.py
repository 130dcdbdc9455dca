"""Characters that are taken for one another when a list is copied by hand or read by a machine."""

from itertools import combinations

_GROUPS = """
己已巳 未末 士土 日曰 晴睛 辩辨 戊戌戍 木本 大太 千干于 萍平苹 凤风 茜西 治冶 侯候 戴载 贾买 兰三 冰水 孑子 申由甲田
王玉主 鸟乌马 人入八 刁刀 芦芹 析折 拔拨 汪注 往住 泠冷 洁浩 旦且 亘巨 天夫 无元 毛手 今令 享亨 沐沭 祎袆 媛嫒 暖暧
微徽 宜宣 壸壶 菅管
"""
_PAIRS = frozenset(frozenset(pair) for group in _GROUPS.split() for pair in combinations(group, 2))


def look_alike(one: str, other: str) -> bool:
    """Whether two names differ in one character only, and in one that is easily misread: 王末 and 王未."""
    if len(one) != len(other):
        return False
    differ = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differ) == 1 and frozenset(differ[0]) in _PAIRS
