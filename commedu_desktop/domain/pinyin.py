"""Chinese names: where the surname ends, how surnames are read, and how pinyin is written for people.

Sources: GB/T 28039-2011 (spelling of names), GB/T 16159-2012 (apostrophe), 通用规范汉字表 and 现代汉语词典 (readings).
"""

import unicodedata

COMPOUND_SURNAMES = {
    "欧阳": "ou yang", "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "司徒": "si tu", "东方": "dong fang",
    "夏侯": "xia hou", "皇甫": "huang fu", "尉迟": "yu chi", "公孙": "gong sun", "慕容": "mu rong", "长孙": "zhang sun",
    "宇文": "yu wen", "令狐": "ling hu", "万俟": "mo qi", "澹台": "tan tai", "端木": "duan mu", "独孤": "du gu",
    "轩辕": "xuan yuan", "钟离": "zhong li", "闻人": "wen ren", "赫连": "he lian", "呼延": "hu yan", "拓跋": "tuo ba",
    "百里": "bai li", "东郭": "dong guo", "南宫": "nan gong", "西门": "xi men", "申屠": "shen tu", "太史": "tai shi",
    "濮阳": "pu yang", "淳于": "chun yu", "单于": "chan yu", "公冶": "gong ye", "宗政": "zong zheng",
    "仲孙": "zhong sun",
    "鲜于": "xian yu", "闾丘": "lü qiu", "亓官": "qi guan", "司空": "si kong", "第五": "di wu", "纳兰": "na lan",
    "完颜": "wan yan", "叶赫": "ye he", "乐正": "yue zheng", "公羊": "gong yang", "谷梁": "gu liang",
    "段干": "duan gan",
    "巫马": "wu ma", "漆雕": "qi diao", "壤驷": "rang si", "拓拔": "tuo ba", "左丘": "zuo qiu", "梁丘": "liang qiu",
}  # fmt: skip
SURNAMES = {
    "重": "chong", "单": "shan", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "曾": "zeng", "盖": "ge",
    "朴": "piao", "任": "ren", "华": "hua", "尉": "wei", "缪": "miao", "繁": "po", "翟": "zhai", "召": "shao",
    "宁": "ning", "种": "chong", "员": "yun", "贠": "yun", "乐": "yue", "折": "she", "黑": "he", "秘": "bi",
    "薄": "bo", "冼": "xian", "洗": "xian", "瞿": "qu", "晁": "chao", "谌": "chen", "覃": "qin", "牟": "mu",
    "纪": "ji", "葛": "ge", "燕": "yan", "车": "che", "令": "ling", "佴": "nai", "逄": "pang", "隗": "wei",
    "适": "kuo", "祭": "zhai", "郇": "xun", "句": "gou", "过": "guo", "哈": "ha", "都": "du", "能": "nai",
    "万": "wan", "卜": "bu", "石": "shi", "叶": "ye", "柏": "bai", "洪": "hong", "那": "na", "会": "gui",
    "相": "xiang", "撒": "sa", "应": "ying", "阚": "kan", "褚": "chu", "訾": "zi", "幺": "yao", "行": "xing",
    "长": "zhang", "藏": "zang", "角": "jue", "将": "jiang", "干": "gan", "观": "guan", "屈": "qu", "佘": "she",
    "吕": "lü", "闾": "lü", "女": "ru", "俞": "yu", "於": "yu", "沈": "shen", "盛": "sheng", "戴": "dai",
    "占": "zhan", "宿": "su", "教": "jiao", "肖": "xiao", "谭": "tan", "臧": "zang", "乜": "nie", "蕃": "bo",
}  # fmt: skip
"""Readings as surnames, where the ordinary reading is another or dictionaries disagree."""


_DOTS = "·•・"


def is_chinese(name: str) -> bool:
    """Whether every letter of the name is a Chinese character; 阿依古丽·买买提 is."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all(unicodedata.name(c, "").startswith("CJK ") for c in letters)


def surname_length(name: str) -> int:
    """Characters of the surname: 2 for 欧阳修, 1 for 张小明, 0 for names that are not Han."""
    if not is_chinese(name) or not name.isalpha() or len(name) < 2:
        return 0
    return 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1


def shown_pinyin(name: str, pinyin: str) -> str:
    """`zhang xiao ming` as `Zhang Xiaoming`; nothing where it would only repeat the name."""
    if not any(unicodedata.name(c, "").startswith("CJK ") for c in name):
        return ""
    syllables, words = pinyin.split(), []
    for length in _parts(name):
        words.append(_one_word(syllables[:length]))
        syllables = syllables[length:]
    return " ".join(word for word in [*words, _one_word(syllables)] if word)


def _parts(name: str) -> list[int]:
    """Syllables of each written word but the last: the surname's, or of what stands before a dot."""
    if any(dot in name for dot in _DOTS):
        return [len(part) for part in name.translate(dict.fromkeys(map(ord, _DOTS), " ")).split()]
    return [surname_length(name) or 1]


def _one_word(syllables: list[str]) -> str:
    apart = [s if at == 0 or s[:1] not in "aoe" else f"'{s}" for at, s in enumerate(syllables)]
    word = "".join(apart)
    return word[:1].upper() + word[1:]
