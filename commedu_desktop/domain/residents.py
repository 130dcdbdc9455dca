"""Residents: the people on the register."""

from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"
