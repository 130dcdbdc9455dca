"""Installs system packages on Debian and Ubuntu when root; otherwise names the one command that does."""

import os
import shutil
import subprocess

ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def has_apt() -> bool:
    return shutil.which("apt-get") is not None


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def command(packages: list[str]) -> str:
    """One line to paste."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(present_names(packages))}"


def install(packages: list[str], what: str) -> bool:
    """True when apt-get has installed them. Not root, or no apt-get: nothing is done."""
    if not (has_apt() and is_root()):
        return False
    run("apt-get", "-qq", "update")
    names = present_names(packages)
    print(f"  installing {what} with apt-get: {' '.join(names)}", flush=True)
    return run("apt-get", "-qq", "install", "-y", "--no-install-recommends", *names)


def run(*words: str) -> bool:
    environment = {**os.environ, **ENVIRONMENT}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        print(f"  {' '.join(words[:3])} failed: {(done.stderr.strip() or done.stdout.strip())[-300:]}", flush=True)
    return done.returncode == 0


def known(package: str) -> bool:
    done = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return done.returncode == 0 and bool(done.stdout.strip())


def present_names(packages: list[str]) -> list[str]:
    """Since Ubuntu 24.04 and Debian 13 some libraries carry `t64` at the end of their package's name."""
    return sorted(f"{package}t64" if known(f"{package}t64") else package for package in packages)
