"""Arranging a term: classes without times, what is proposed for them on the week, accepted all or one by one."""

from commedu_desktop.ui.pages.arrange.dialog import ArrangeDialog

__all__ = ["ArrangeDialog"]
