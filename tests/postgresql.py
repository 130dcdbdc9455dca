"""A PostgreSQL server of the tests' own: a temporary folder, a socket instead of a port, an ordinary user."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import create_engine, text

ORDINARY_USERS = ("postgres", "nobody")
"""Whom the server runs as when the tests run as root, which PostgreSQL refuses."""
_SETTINGS = "-F -c listen_addresses='' -c max_connections=40 -c shared_buffers=64MB -c synchronous_commit=off"


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: on the path, or where Debian puts them; the newest version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ORDINARY_USERS if name in known)


class Server:
    """One running server; each call of `new_database` gives the URL of a fresh copy of the template."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://tests@/{name}?host={self._folder}"

    def new_database(self, template: str = "template1") -> str:
        name = f"centre_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def running_server() -> Iterator[Server]:
    """Started within this block, gone after it. Needs `programs()`."""
    folder = Path(mkdtemp(prefix="commedu-pg-"))
    user, bin_folder = _user(), programs()
    assert bin_folder is not None
    if user:
        shutil.chown(folder, user)
    folder.chmod(0o700 if user is None else 0o755)

    def run(program: str, *arguments: str) -> None:
        command = [str(bin_folder / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder)

    data = folder / "data"
    run("initdb", "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"{_SETTINGS} -c unix_socket_directories='{folder}' -c unix_socket_permissions=0777"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield Server(folder)
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
