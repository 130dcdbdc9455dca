"""Set everything up once, then open the program.

    python3 packaging/start.py [ARGUMENTS]         open the window; without a display, take the tour's pictures instead
    python3 packaging/start.py test [PYTEST ARGS]  check rules, layout and types, and run the tests
    python3 packaging/start.py commedu ARGUMENTS   the console program, for example: commedu --help

Everything goes into `.venv` beside this folder. Needs Python 3.11 or newer and, the first time, the internet.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one is told so, before it meets newer Python
    sys.exit("CommEdu Desktop needs Python 3.11 or newer; this is {}.".format(".".join(map(str, sys.version_info[:3]))))

from place import PYTHON, ROOT, is_ready, libraries_allow

WORDS = ROOT / "i18n" / "zh_CN" / "LC_MESSAGES" / "commedu_desktop.po"


def prepared(kind: str) -> bool:
    """Set up what is not ready yet; False, with the reason said, when that cannot be done."""
    if is_ready(kind):
        return True
    from setting_up import SetUpFailed, set_up

    try:
        set_up(kind)
    except SetUpFailed as reason:
        print(reason, file=sys.stderr)
    except OSError as trouble:
        print(f"Set-up stopped: {trouble}. Put that right and start again; set-up repairs itself.", file=sys.stderr)
    return is_ready(kind)


def refresh_words() -> None:
    """Translations changed since they were compiled, by an update of the checkout for instance, are compiled again."""
    compiled = WORDS.with_suffix(".mo")
    if WORDS.exists() and not (compiled.exists() and compiled.stat().st_mtime_ns >= WORDS.stat().st_mtime_ns):
        from setting_up import compile_words

        compile_words()


def become(*arguments: str) -> int:
    """Go on as the virtual environment's Python; on Windows, where exec does not wait, as its parent."""
    command = [str(PYTHON), *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess

    return subprocess.call(command)


def has_display() -> bool:
    """A platform chosen by hand (QT_QPA_PLATFORM) counts as one: whoever sets it knows."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(arguments: list[str]) -> int:
    if has_display():
        return become("-m", "commedu_desktop", *arguments) if libraries_allow(window=True) else 1
    print("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open.")
    return tour() if libraries_allow(window=False) else 1


def tour() -> int:
    import subprocess

    pictures = ROOT / "tour"
    print(f"Taking the tour instead: a picture of every page, and every paper, in {pictures}", flush=True)
    command = [str(PYTHON), "-m", "commedu_desktop.cli", "tour", "-o", str(pictures)]
    code = subprocess.call(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    print(f"The pictures are in {pictures}" if code == 0 else "The tour stopped; its reason is above.")
    return code


def run_tests(arguments: list[str]) -> int:
    from checks import run_checks

    return run_checks(arguments)


def console(arguments: list[str]) -> int:
    return become("-m", "commedu_desktop.cli", *arguments)


VERBS = {"test": run_tests, "commedu": console}


def main(arguments: list[str]) -> int:
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    verb = arguments[0] if arguments and arguments[0] in VERBS else ""
    rest = arguments[1:] if verb else arguments
    if not prepared("test" if verb == "test" else "run"):
        return 1
    refresh_words()
    return VERBS.get(verb, open_window)(rest[1:] if rest[:1] == ["--"] else rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start goes on from here.")
