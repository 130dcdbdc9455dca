"""Makes the virtual environment: standard library only, and every step can be repeated after an interruption."""

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import debian
from place import DATA, PYTHON, REQUIREMENTS, ROOT, VENV, maker, stamp, wanted

COMMEDU = ROOT / "commedu_desktop"
OFFLINE = (
    "The first start needs the internet, or a folder of wheels that PIP_FIND_LINKS names. "
    "A proxy or a mirror is set as for any pip: PIP_PROXY, PIP_INDEX_URL. Then start again."
)


class SetUpFailed(Exception):  # noqa: N818 - a sentence for the user, not an error in the program
    """Says in one sentence what happened and what to do."""


def set_up(kind: str) -> None:
    """Bring `.venv` to what packaging/requirements*.txt say.

    A stamp is taken away before anything changes and written when all is done. An environment without any stamp was
    left half-way (a power cut, a closed terminal) or belongs to another Python: it is made anew.
    """
    print("Setting up CommEdu Desktop. This happens once and takes a few minutes.", flush=True)
    keep = PYTHON.exists() and any(made_by_this_python(name) for name in REQUIREMENTS)
    for name in (*REQUIREMENTS, "libraries"):
        stamp(name).unlink(missing_ok=True)
    if not keep:
        make_venv()
    install(kind)
    point_to_checkout()
    compile_bytecode()
    compile_words()
    for name in REQUIREMENTS if kind == "test" else ("run",):
        stamp(name).write_bytes(wanted(name))


def made_by_this_python(kind: str) -> bool:
    try:
        return stamp(kind).read_bytes().startswith(maker())
    except OSError:
        return False


def make_venv() -> None:
    if not has_ensurepip():
        debian.install([f"python3.{sys.version_info.minor}-venv"], "Python's venv module")
        importlib.invalidate_caches()
    if not has_ensurepip():
        raise SetUpFailed(venv_advice())
    print(f"  making {VENV.name}", flush=True)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    base = getattr(sys, "_base_executable", sys.executable)
    quietly([base, "-m", "venv", str(VENV)], "Python could not make a virtual environment. " + venv_advice())


def has_ensurepip() -> bool:
    """Debian ships Python without it; then `venv` alone cannot bring pip."""
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def venv_advice() -> str:
    if debian.has_apt():
        return f"Python's venv module is missing. Run:  {debian.command([f'python3.{sys.version_info.minor}-venv'])}"
    return "Python's venv module is missing. Install Python 3.11 or newer from python.org or your system, complete."


def install(kind: str) -> None:
    requirements = ROOT / "packaging" / REQUIREMENTS[kind]
    count = sum("==" in line for line in requirements.read_text(encoding="utf-8").splitlines())
    print(f"  downloading and installing {count} packages", flush=True)
    pip_install(requirements)
    if kind in DATA:
        pip_install(ROOT / "packaging" / DATA[kind], "--no-deps")


def pip_install(requirements: Path, *options: str) -> None:
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-compile",
    ]
    command += ["--only-binary=:all:", "--require-hashes", *options, "-r", str(requirements)]
    quietly(command, f"The packages could not be installed. {OFFLINE}")


def quietly(command: list[str], sentence: str) -> None:
    """Run without output; when it fails, say the sentence and the last thing that the command said."""
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        errors = [line for line in said if line.startswith("ERROR")] or said
        raise SetUpFailed("\n".join([sentence, *(f"  ({line})" for line in errors[-1:])]))


def site_packages() -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))


def point_to_checkout() -> None:
    """The program runs from the checkout. Before Python 3.13 .pth files are in the locale's encoding, then in UTF-8."""
    encoding = "utf-8" if sys.version_info >= (3, 13) else "locale"
    (site_packages() / "commedu_desktop.pth").write_text(f"{ROOT}\n", encoding=encoding)


def compile_bytecode() -> None:
    """All cores, and also where PYTHONDONTWRITEBYTECODE is set: otherwise each start would compile everything again.

    The exit code says nothing: some packages carry templates that are no valid Python.
    """
    print("  compiling", flush=True)
    command = [str(PYTHON), "-m", "compileall", "-qq", "-j", "0", str(site_packages()), str(COMMEDU)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def compile_words() -> None:
    """A checkout that cannot be written to still starts; it then speaks as it did when it was last compiled."""
    if os.access(ROOT / "i18n", os.W_OK):
        quietly(
            [str(PYTHON), str(ROOT / "packaging" / "words.py"), "compile"], "The translations could not be compiled."
        )
