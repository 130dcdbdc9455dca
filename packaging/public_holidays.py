"""Writes down what the `holidays` library says: resources/lists/<region>/holidays.json.

    python packaging/public_holidays.py

The program then need not load the library (300 modules, 16 MiB) to know whether next week has a holiday. It looks there
only while the library has the version that wrote the file; a test holds the two together, so run this after an update.
"""

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

LISTS = Path(__file__).resolve().parent.parent / "resources" / "lists"
YEARS = range(2024, 2031)
LANGUAGES = ("en_US", "zh_CN")


def of_library(region: str, years: Iterable[int] = YEARS) -> dict[str, dict[str, dict[str, str]]]:
    """Year -> language -> date -> name, as the library lists them."""
    from holidays import country_holidays

    def listed(year: int, language: str) -> dict[str, str]:
        found = country_holidays(region, years=year, language=language)
        return {day.isoformat(): str(name) for day, name in sorted(found.items())}

    return {str(year): {language: listed(year, language) for language in LANGUAGES} for year in years}


def main() -> None:
    for folder in sorted(path for path in LISTS.iterdir() if path.is_dir()):
        content = {"version": version("holidays"), "years": of_library(folder.name)}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (folder / "holidays.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
