"""Writes down festivals and campaign weeks, lunar dates and solar terms included: resources/lists/CN/festivals.json.

    python -m venv lunar && lunar/bin/pip install lunar_python==1.4.8 && lunar/bin/python packaging/festivals.py

The program only reads the list, so that it needs no library for the lunar calendar. Run this again to add years.

Each entry: key, names, what it is about (for the notice), how many days before it a notice is proposed, and its first
and last day in every year. Where the authorities name the days anew each year, `about` is true: the usual days stand
here, and a centre changes them for itself.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from lunar_python import Lunar, Solar  # type: ignore[import-not-found]  # not a part of the program

TARGET = Path(__file__).resolve().parent.parent / "resources" / "lists" / "CN" / "festivals.json"
YEARS = range(2025, 2041)

Days = Callable[[int], tuple[date, date]]


def fixed(month: int, day: int, last_month: int = 0, last_day: int = 0) -> Days:
    return lambda year: (date(year, month, day), date(year, last_month or month, last_day or day))


def weekday(month: int, which: int, day: int, length: int = 1) -> Days:
    """The so manieth weekday (Monday 0) of a month, and the days from it on."""

    def days(year: int) -> tuple[date, date]:
        first = date(year, month, 1)
        start = first + timedelta((day - first.weekday()) % 7 + 7 * (which - 1))
        return start, start + timedelta(length - 1)

    return days


def week_of(month: int, day: int) -> Days:
    """Monday to Sunday of the week in which a day lies."""

    def days(year: int) -> tuple[date, date]:
        inside = date(year, month, day)
        start = inside - timedelta(inside.weekday())
        return start, start + timedelta(6)

    return days


def lunar(month: int, day: int, length: int = 1, before: int = 0) -> Days:
    """A day of the lunar year that begins in this year; `before` days earlier it begins."""

    def days(year: int) -> tuple[date, date]:
        solar = Lunar.fromYmd(year, month, day).getSolar()
        start = date(solar.getYear(), solar.getMonth(), solar.getDay()) - timedelta(before)
        return start, start + timedelta(length - 1)

    return days


def lunar_last(month: int, day: int) -> Days:
    """A day of the lunar year that ends in this year: the eighth of the twelfth month."""

    def days(year: int) -> tuple[date, date]:
        solar = Lunar.fromYmd(year - 1, month, day).getSolar()
        start = date(solar.getYear(), solar.getMonth(), solar.getDay())
        return start, start

    return days


def term(name: str) -> Days:
    """A solar term."""

    def days(year: int) -> tuple[date, date]:
        found = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()[name]
        start = date(found.getYear(), found.getMonth(), found.getDay())
        if start.year != year:
            found = Solar.fromYmd(year + 1, 6, 1).getLunar().getJieQiTable()[name]
            start = date(found.getYear(), found.getMonth(), found.getDay())
        return start, start

    return days


Entry = tuple[str, str, str, str, str, int, Days]
FESTIVALS: list[Entry] = [
    # key, Chinese, English, what it is about in Chinese and in English, days ahead, when
    (
        "new-year",
        "元旦",
        "New Year's Day",
        "辞旧迎新，祝居民朋友们新年快乐、学有所成！",
        "Happy New Year, and joy in learning!",
        14,
        fixed(1, 1),
    ),
    (
        "laba",
        "腊八节",
        "Laba Festival",
        "品腊八粥，话邻里情，欢迎到社区学校一起过节。",
        "Come and share a bowl of Laba porridge with your neighbours.",
        10,
        lunar_last(12, 8),
    ),
    (
        "spring-festival",
        "春节",
        "Spring Festival",
        "写春联、剪窗花、闹新春，社区学校给大家拜年！",
        "Spring couplets, paper-cutting and good wishes: celebrate with us.",
        21,
        lunar(1, 1, 7, 1),
    ),
    (
        "lantern",
        "元宵节",
        "Lantern Festival",
        "猜灯谜、做花灯、闹元宵，欢迎居民朋友参加。",
        "Riddles, lanterns and sweet dumplings for everyone.",
        14,
        lunar(1, 15),
    ),
    (
        "lei-feng",
        "学雷锋纪念日",
        "Lei Feng Day",
        "弘扬雷锋精神，参与志愿服务，欢迎加入社区志愿者队伍。",
        "Lend a hand: join our volunteers.",
        14,
        fixed(3, 5),
    ),
    (
        "women",
        "国际妇女节",
        "Women's Day",
        "关爱女性健康，展现巾帼风采，祝全体女同胞节日快乐！",
        "Health, strength and joy: best wishes to all women.",
        14,
        fixed(3, 8),
    ),
    (
        "tree",
        "植树节",
        "Tree-planting Day",
        "添一抹新绿，护一方家园，欢迎参加植绿护绿活动。",
        "Plant a tree and care for what grows.",
        14,
        fixed(3, 12),
    ),
    (
        "consumer",
        "消费者权益日",
        "Consumer Rights Day",
        "防诈骗、识假货、会维权，守护好自己的钱袋子。",
        "Know your rights and recognise fraud.",
        14,
        fixed(3, 15),
    ),
    (
        "water",
        "世界水日·中国水周",
        "World Water Day and Water Week",
        "节约用水，爱护水源，从点滴做起。",
        "Save water and protect it.",
        14,
        fixed(3, 22, 3, 28),
    ),
    (
        "qingming",
        "清明节",
        "Tomb-Sweeping Day",
        "文明祭扫，绿色清明，缅怀先烈，传承家风。",
        "Remember with respect, and keep the hills safe from fire.",
        14,
        term("清明"),
    ),
    (
        "patriotic-health",
        "爱国卫生月",
        "Patriotic Health Month",
        "清洁家园，健康生活，人人参与爱国卫生运动。",
        "Clean homes, healthy lives.",
        10,
        fixed(4, 1, 4, 30),
    ),
    (
        "health",
        "世界卫生日",
        "World Health Day",
        "关注健康，科学养生，专家讲座与义诊等您来。",
        "Lectures and advice for a healthy life.",
        14,
        fixed(4, 7),
    ),
    (
        "security",
        "全民国家安全教育日",
        "National Security Education Day",
        "国家安全，人人有责。",
        "Security concerns us all.",
        10,
        fixed(4, 15),
    ),
    (
        "reading",
        "世界读书日·全民阅读活动周",
        "World Book Day and Reading Week",
        "书香社区，终身阅读，欢迎参加读书分享会。",
        "Bring a book, share a story: reading for a lifetime.",
        21,
        week_of(4, 23),
    ),
    (
        "labour",
        "国际劳动节",
        "Labour Day",
        "劳动最光荣，技能伴终身。祝全体劳动者节日快乐！",
        "Honour to work and skill.",
        14,
        fixed(5, 1),
    ),
    ("youth", "五四青年节", "Youth Day", "青春正当时，学习不停步。", "Young people, this is for you.", 14, fixed(5, 4)),
    (
        "disaster",
        "全国防灾减灾宣传周",
        "Disaster Prevention Week",
        "学应急知识，会自救互救，防火灾、防震、防汛。",
        "Fire, earthquake, flood: know what to do.",
        14,
        fixed(5, 6, 5, 12),
    ),
    (
        "mother",
        "母亲节",
        "Mother's Day",
        "感恩母爱，温馨陪伴，欢迎全家一起来参加。",
        "Thank your mother, together with us.",
        14,
        weekday(5, 2, 6),
    ),
    (
        "family",
        "国际家庭日",
        "Day of Families",
        "好家风、好家教，建设学习型家庭。",
        "Families that learn together.",
        14,
        fixed(5, 15),
    ),
    (
        "disabled",
        "全国助残日",
        "Day for Helping the Disabled",
        "扶残助残，共享美好生活。",
        "Side by side with those who need a hand.",
        14,
        weekday(5, 3, 6),
    ),
    (
        "science",
        "全国科技活动周",
        "Science and Technology Week",
        "走近科学，智慧生活，科普讲座与体验活动欢迎您。",
        "Science to touch and to understand.",
        21,
        weekday(5, 4, 5, 8),
    ),
    (
        "no-tobacco",
        "世界无烟日",
        "World No Tobacco Day",
        "拒绝烟草，健康生活，共建无烟社区。",
        "A neighbourhood without smoke.",
        10,
        fixed(5, 31),
    ),
    (
        "children",
        "国际儿童节",
        "Children's Day",
        "快乐成长，亲子同乐，祝小朋友们节日快乐！",
        "Games and learning for parents and children.",
        14,
        fixed(6, 1),
    ),
    (
        "safety",
        "全国安全生产月",
        "Work Safety Month",
        "用电、用气、消防安全进家庭，人人讲安全、个个会应急。",
        "Electricity, gas, fire: safety at work and at home.",
        14,
        fixed(6, 1, 6, 30),
    ),
    (
        "environment",
        "六五环境日",
        "Environment Day",
        "垃圾分类，低碳生活，共护绿水青山。",
        "Sort waste, save energy, protect what is green.",
        14,
        fixed(6, 5),
    ),
    ("eyes", "全国爱眼日", "Eye Care Day", "科学用眼，呵护光明。", "Take care of your eyes.", 10, fixed(6, 6)),
    (
        "dragon-boat",
        "端午节",
        "Dragon Boat Festival",
        "包粽子、做香囊、话端午，欢迎邻里同乐。",
        "Rice dumplings, scented pouches and good company.",
        14,
        lunar(5, 5),
    ),
    (
        "father",
        "父亲节",
        "Father's Day",
        "感恩父爱，陪伴成长。",
        "Thank your father, together with us.",
        14,
        weekday(6, 3, 6),
    ),
    ("drugs", "国际禁毒日", "Day against Drugs", "珍爱生命，远离毒品。", "Choose life: no drugs.", 10, fixed(6, 26)),
    (
        "party",
        "建党纪念日",
        "Founding Day of the Party",
        "学党史、感党恩、跟党走。",
        "Remember history and learn from it.",
        14,
        fixed(7, 1),
    ),
    (
        "army",
        "建军节",
        "Army Day",
        "拥军优属，鱼水情深，向军人军属致敬。",
        "Thanks to soldiers and their families.",
        14,
        fixed(8, 1),
    ),
    (
        "fitness",
        "全民健身日",
        "National Fitness Day",
        "科学健身，强健体魄，太极拳、健身操等您来。",
        "Tai chi, gymnastics, dance: move with us.",
        14,
        fixed(8, 8),
    ),
    (
        "qixi",
        "七夕节",
        "Double Seventh Festival",
        "巧手迎七夕，邻里共良宵。",
        "Skilful hands and good wishes for the Double Seventh.",
        10,
        lunar(7, 7),
    ),
    (
        "science-month",
        "全国科普月",
        "Science Popularisation Month",
        "弘扬科学精神，提升科学素质，科普进社区。",
        "Science for everyone, all month long.",
        14,
        fixed(9, 1, 9, 30),
    ),
    (
        "teacher",
        "教师节",
        "Teachers' Day",
        "向辛勤耕耘的教师和志愿者致敬！",
        "Our thanks to teachers and volunteers.",
        14,
        fixed(9, 10),
    ),
    (
        "putonghua",
        "全国推广普通话宣传周",
        "Mandarin Promotion Week",
        "说普通话，写规范字，传中华经典。",
        "Speak clearly, write well, read the classics.",
        14,
        weekday(9, 2, 0, 7),
    ),
    (
        "network",
        "国家网络安全宣传周",
        "Cybersecurity Week",
        "防电信诈骗，会安全上网，守护个人信息。",
        "Safe online: recognise fraud, protect your data.",
        14,
        weekday(9, 3, 0, 7),
    ),
    (
        "defence",
        "全民国防教育日",
        "National Defence Education Day",
        "增强国防观念，传承红色基因。",
        "Know what protects us.",
        10,
        weekday(9, 3, 5),
    ),
    (
        "mid-autumn",
        "中秋节",
        "Mid-Autumn Festival",
        "做月饼、话团圆，邻里共度中秋。",
        "Mooncakes and good company under a full moon.",
        14,
        lunar(8, 15),
    ),
    ("national", "国庆节", "National Day", "同庆祖国华诞，共享美好生活。", "Celebrate with us.", 14, fixed(10, 1)),
    (
        "elderly-month",
        "全国敬老月",
        "Respect-the-Elderly Month",
        "敬老、爱老、助老，让老年朋友老有所学、老有所乐。",
        "Honour to the old: learning and joy at every age.",
        21,
        fixed(10, 1, 10, 31),
    ),
    (
        "double-ninth",
        "重阳节",
        "Double Ninth Festival",
        "九九重阳，久久情长，祝老年朋友健康长寿！",
        "Long life and good health to our elders.",
        21,
        lunar(9, 9),
    ),
    (
        "mental",
        "世界精神卫生日",
        "World Mental Health Day",
        "关爱心理健康，学会放松与倾诉。",
        "Talk about it: care for the mind.",
        10,
        fixed(10, 10),
    ),
    (
        "learning-week",
        "全民终身学习活动周",
        "Lifelong Learning Week",
        "人人皆学、处处能学、时时可学，欢迎参加开放日和成果展示。",
        "Open days and shows: learn anywhere, at any time, all your life.",
        28,
        weekday(10, 3, 0, 7),
    ),
    (
        "fire",
        "全国消防宣传月",
        "Fire Safety Month",
        "全民消防，生命至上，学会用灭火器、会逃生自救。",
        "Extinguishers, escape routes, first aid: fire safety for everyone.",
        14,
        fixed(11, 1, 11, 30),
    ),
    (
        "diabetes",
        "联合国糖尿病日",
        "World Diabetes Day",
        "管住嘴、迈开腿，科学防治糖尿病。",
        "Eat well, move, and prevent diabetes.",
        10,
        fixed(11, 14),
    ),
    ("aids", "世界艾滋病日", "World AIDS Day", "了解艾滋病，预防靠自己。", "Know, protect, care.", 10, fixed(12, 1)),
    (
        "traffic",
        "全国交通安全日",
        "Traffic Safety Day",
        "文明出行，平安回家，戴头盔、系安全带。",
        "Helmets, belts and patience: come home safely.",
        10,
        fixed(12, 2),
    ),
    (
        "constitution",
        "国家宪法日·宪法宣传周",
        "Constitution Day and Week",
        "学习宪法，尊法守法，法律服务进社区。",
        "Know the law: advice and lectures.",
        14,
        fixed(12, 1, 12, 7),
    ),
    (
        "volunteers",
        "国际志愿者日",
        "Volunteers' Day",
        "志愿服务，温暖社区，向全体志愿者致敬！",
        "Thank you, volunteers!",
        14,
        fixed(12, 5),
    ),
    (
        "dongzhi",
        "冬至",
        "Winter Solstice",
        "包饺子、话冬至、暖邻里。",
        "Dumplings and warmth on the longest night.",
        10,
        term("冬至"),
    ),
]
ABOUT = {"science", "learning-week", "network", "putonghua", "reading", "science-month"}


def main() -> None:
    entries = []
    for key, chinese, english, about_chinese, about_english, ahead, days in FESTIVALS:
        dates = {str(year): [day.isoformat() for day in days(year)] for year in YEARS}
        texts = {"en": about_english, "zh_CN": about_chinese}
        names = {"en": english, "zh_CN": chinese}
        entries.append(
            {"key": key, "names": names, "texts": texts, "ahead": ahead, "about": key in ABOUT, "days": dates}
        )
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
