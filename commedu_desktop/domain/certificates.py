"""Certificates: numbered, voided rather than deleted."""

from enum import StrEnum


class CertificateType(StrEnum):
    COMPLETION = "completion"
    ATTENDANCE = "attendance"
    HONOUR = "honour"
    THANKS = "thanks"
