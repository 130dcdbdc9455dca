"""Find-as-you-type over 200,000 residents, against one bare FTS5 query for the same words in the same index.

Ours finds whole names first, then beginnings, then hits inside, the last active first, and reads what is shown.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter

from commedu_desktop.domain.search import questions
from commedu_desktop.services.centre import FILE
from commedu_desktop.services.residents import find_residents
from commedu_desktop.store.database import Database
from commedu_desktop.store.file import connect_file
from tests.benchmarks.large_demo import large_demo
from tests.benchmarks.result import Result, percentile

BARE = (
    "SELECT r.* FROM resident_search s JOIN resident_search_key k ON k.number = s.rowid"
    " JOIN resident r ON r.id = k.resident_id WHERE s.words MATCH ? LIMIT 20"
)


def run() -> Result:
    folder = large_demo()
    database = Database.open(folder / FILE)
    ours, floor = [], []
    with closing(connect_file(folder / FILE)) as bare:
        for text in typed(folder):
            question = questions(text)[-1]
            started = perf_counter()
            bare.execute(BARE, (question,)).fetchall()
            floor.append(perf_counter() - started)
            started = perf_counter()
            with database.reading() as session:
                find_residents(session, text, 20)
            ours.append(perf_counter() - started)
    database.close()
    work = "find-as-you-type over 200,000 residents, 99th percentile"
    return Result(work, percentile(ours, 0.99) * 1000, percentile(floor, 0.99) * 1000, "ms", 5)


def typed(folder: Path) -> list[str]:
    """What is in the field after each key: names, pinyin, initials, the last digits of a phone."""
    chance = Random(3)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        people = connection.execute("SELECT name, pinyin, phone FROM resident").fetchall()
    texts = []
    for name, pinyin, phone in chance.sample(people, 150):
        initials = "".join(word[0] for word in pinyin.split())
        for whole in (name, pinyin.replace(" ", ""), initials, phone[-4:]):
            texts += [whole[: end + 1] for end in range(len(whole))]
    return texts
