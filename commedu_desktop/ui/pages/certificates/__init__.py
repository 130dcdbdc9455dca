"""Certificates: the register, issuing to a class, printing, voiding, verifying, the seal."""

from commedu_desktop.ui.pages.certificates.page import CertificatesPage

__all__ = ["CertificatesPage"]
