"""Stand-in until the rules land."""


def search_words(name: str, pinyin: str, phone: str, card: str, id_number: str) -> str:
    return " ".join([*name, pinyin.replace(" ", ""), "".join(w[0] for w in pinyin.split()), phone, card, id_number])


def fts_query(typed: str) -> str:
    return f'"{typed}"*' if typed else ""
