"""Branches: the places of the centre."""

from commedu_desktop.store.queries.branches import BranchRow, branches

__all__ = ["BranchRow", "branches"]
