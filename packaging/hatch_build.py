"""Build hook: a wheel carries compiled translations, whether it is made from a checkout or from an sdist."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is there only while building
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        sys.path.insert(0, str(Path(self.root) / "packaging"))
        from words import compile_all

        compile_all(Path(self.root), force=True)
