"""The program's words: collects them from the source, keeps the translations, compiles them.

    python packaging/words.py             collect into the .pot, carry into every .po, compile
    python packaging/words.py compile     compile only, and only what is older than its .po
    python packaging/words.py missing     print what has no translation yet; exit code 1 if there is any
    python packaging/words.py set FILE    collect, then fill in translations from a JSON file ("-" reads standard input)

The JSON file is an object `{"msgid": "msgstr"}`; a value may be a list of plural forms, and a value that is an object
holds the entries of one context: `{"weekday": {"Sun": "日"}}`. A list of pairs `[["context", "msgid"], "msgstr"]` does
as well.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "commedu_desktop"
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLURALS = {"zh_CN": "nplurals=1; plural=0;"}
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: {domain}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
PLACEHOLDER = re.compile(r"\{[^{}]*\}")

Key = tuple[str, str]
"""Context (or "") and msgid; of a plural entry its singular."""


def template_file(root: Path = ROOT) -> Path:
    return root / "i18n" / f"{DOMAIN}.pot"


def translation_files(root: Path = ROOT) -> list[Path]:
    return [root / "i18n" / tag / "LC_MESSAGES" / f"{DOMAIN}.po" for tag in PLURALS]


def key_of(message: Message) -> Key:
    return message.context or "", first(message.id)


def first(msgid: Any) -> str:
    """The msgid itself, or the singular of a plural entry."""
    return str(msgid) if isinstance(msgid, str) else str(msgid[0])


def forms(message: Message) -> list[str]:
    """The translations of an entry: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else [str(form) for form in message.string or ("",)]


def entries(catalog: Catalog) -> Iterator[Message]:
    """All entries but the header, sorted by msgid, then context."""
    return iter(sorted((m for m in catalog if m.id), key=lambda m: (first(m.id), m.context or "")))


def collect(root: Path = ROOT) -> Catalog:
    """Every marked string of the package, with its `TR:` notes."""
    catalog = Catalog(domain=DOMAIN, charset="utf-8", fuzzy=False)
    for source in sorted((root / DOMAIN).rglob("*.py")):
        found = extract_from_file("python", source, keywords=KEYWORDS, comment_tags=("TR:",), strip_comment_tags=True)
        for _line, msgid, notes, context in found:
            if first(msgid):
                catalog.add(msgid, auto_comments=notes, context=context)
    return catalog


def read(path: Path, language: str | None = None) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN, charset="utf-8")


def carried(template: Catalog, old: Catalog, language: str) -> Catalog:
    """The template's entries with the old translations; what the source no longer says is dropped."""
    known = {key_of(m): m for m in entries(old)}
    catalog = Catalog(locale=language, domain=DOMAIN, charset="utf-8", fuzzy=False)
    for message in entries(template):
        before = known.get(key_of(message))
        catalog.add(
            message.id,
            fitted(message, forms(before) if before else [], catalog.num_plurals),
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before else (),
            context=message.context,
        )
    return catalog


def fitted(message: Message, translations: list[str], plurals: int) -> Any:
    """Translations in the shape the entry needs: a string, or a tuple with one string for each plural form."""
    if isinstance(message.id, str):
        return translations[0] if translations else ""
    filled = translations + [translations[-1] if translations else ""] * plurals
    return tuple(filled[:plurals])


def text_of(catalog: Catalog, language: str | None = None) -> bytes:
    """The file's bytes: sorted, unwrapped, without dates, names and places, so that two branches merge."""
    header = HEADER.format(domain=DOMAIN)
    if language:
        header += f'"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n'
    for message in entries(catalog):
        message.flags.clear()
    body = BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return header.encode() + b"\n" + body.getvalue().strip() + b"\n"


def save(path: Path, content: bytes) -> None:
    """Write only what has changed, so that times of files stay honest."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def language_of(path: Path) -> str:
    return path.parent.parent.name


def update(root: Path = ROOT) -> None:
    template = collect(root)
    save(template_file(root), text_of(template))
    for path in translation_files(root):
        language = language_of(path)
        save(path, text_of(carried(template, read(path, language), language), language))
    compile_all(root)


def compile_all(root: Path = ROOT, *, force: bool = False) -> list[Path]:
    """Compile each .po that is newer than its .mo; returns the .mo files written."""
    written = []
    for path in translation_files(root):
        target = path.with_suffix(".mo")
        if path.exists() and (force or not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns):
            compile_one(path, target)
            written.append(target)
    return written


def compile_one(path: Path, target: Path) -> None:
    """Write the .mo beside and move it into place: a program that is starting never reads half a file."""
    half = target.with_name(f"{target.name}.{os.getpid()}")
    with half.open("wb") as file:
        write_mo(file, read(path, language_of(path)))
    half.replace(target)


def untranslated(catalog: Catalog) -> list[Message]:
    return [m for m in entries(catalog) if m.fuzzy or not all(forms(m))]


def missing(root: Path = ROOT) -> int:
    """Print what has no translation as JSON that `set` takes back; the number of such entries."""
    lacking = [(path, m) for path in translation_files(root) for m in untranslated(read(path, language_of(path)))]
    pairs = [json.dumps([list(key_of(m)) if m.context else first(m.id), ""], ensure_ascii=False) for _, m in lacking]
    if pairs:
        print("[\n" + ",\n".join(pairs) + "\n]")
    return len(lacking)


def pairs_of(data: Any) -> Iterable[tuple[Any, Any]]:
    """(key, translation) for every entry of the JSON, whatever of the described shapes it has."""
    if isinstance(data, list):
        for key, value in data:
            yield tuple(key) if isinstance(key, list) else ("", key), value
        return
    for key, value in data.items():
        if isinstance(value, dict):
            yield from (((key, msgid), string) for msgid, string in value.items())
        else:
            yield ("", key), value


def misfit(message: Message, translations: list[str]) -> str:
    """Why these translations cannot belong to the entry; empty when they can."""
    if not translations or not all(isinstance(form, str) for form in translations):
        return "the translation must be a string or a list of strings"
    if isinstance(message.id, str) and len(translations) > 1:
        return "has no plural, but several forms are given"
    allowed = {frozenset(PLACEHOLDER.findall(m)) for m in ([message.id] if isinstance(message.id, str) else message.id)}
    wanted = frozenset().union(*allowed)
    if any(frozenset(PLACEHOLDER.findall(form)) not in (allowed | {wanted}) for form in translations if form):
        return f"the placeholders differ; the entry has {', '.join(sorted(wanted)) or 'none'}"
    return ""


def fill(catalog: Catalog, data: Any) -> list[str]:
    """Put the JSON's translations into the catalog; returns complaints about those that do not fit."""
    known = {key_of(m): m for m in entries(catalog)}
    plural = {tuple(m.id): m for m in entries(catalog) if not isinstance(m.id, str)}
    complaints = []
    for key, value in pairs_of(data):
        message = known.get(key) or plural.get(key)
        translations = value if isinstance(value, list) else [value]
        reason = misfit(message, translations) if message else "no such string in the source"
        if message and not reason:
            message.string = fitted(message, translations, catalog.num_plurals)
        else:
            complaints.append(f"{key[1]!r}: {reason}")
    return complaints


def fill_from(file: str, language: str = "zh_CN", root: Path = ROOT) -> int:
    """Number of entries of the file that found no place; the others are filled in all the same."""
    data = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8"))
    update(root)
    path = next(p for p in translation_files(root) if language_of(p) == language)
    catalog = read(path, language)
    complaints = fill(catalog, data)
    save(path, text_of(catalog, language))
    compile_all(root)
    print("\n".join([*complaints, f"{len(untranslated(catalog))} entries have no {language} translation."]))
    return len(complaints)


def main(arguments: list[str]) -> int:
    match arguments:
        case [] | ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["missing"]:
            return int(missing() > 0)
        case ["set", file]:
            return int(fill_from(file) > 0)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
