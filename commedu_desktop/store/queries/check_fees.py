"""What `check` looks for in the money: gaps in the numbers, sums that do not add up, closings that hold other sums."""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from commedu_desktop.store.queries.check import Finding

_GAPS = """
    SELECT b.code, r.year, count(*), max(r.serial), coalesce(max(c.value), 0)
    FROM receipt r JOIN branch b ON b.id = r.branch_id
    LEFT JOIN counter c ON c.branch_id = b.id AND c.kind = 'receipt' AND c.year = r.year
    GROUP BY b.id, b.code, r.year
    HAVING count(*) <> max(r.serial) OR min(r.serial) <> 1 OR coalesce(max(c.value), 0) <> max(r.serial)
"""
_LOST = """
    SELECT b.code, c.year, c.value FROM counter c JOIN branch b ON b.id = c.branch_id
    WHERE c.kind = 'receipt' AND c.value > 0
    AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.branch_id = c.branch_id AND r.year = c.year)
"""
_SUMS = """
    SELECT r.number FROM receipt r LEFT JOIN receipt_line l ON l.receipt_id = r.id
    GROUP BY r.id, r.number, r.amount HAVING coalesce(sum(l.amount), 0) <> r.amount ORDER BY r.number
"""
_CLOSINGS = """
    SELECT b.code, c.closed_on FROM cash_closing c JOIN branch b ON b.id = c.branch_id
    LEFT JOIN receipt r ON r.closing_id = c.id AND r.method = 'cash' AND r.voided_at IS NULL
    GROUP BY c.id, b.code, c.closed_on, c.taken, c.given
    HAVING coalesce(sum(CASE WHEN r.amount > 0 THEN r.amount ELSE 0 END), 0) <> c.taken
    OR coalesce(sum(CASE WHEN r.amount < 0 THEN -r.amount ELSE 0 END), 0) <> c.given
    ORDER BY b.code, c.closed_on
"""
_BELOW = """
    SELECT p.name, o.title FROM receipt_line l
    JOIN receipt r ON r.id = l.receipt_id AND r.voided_at IS NULL
    JOIN enrolment e ON e.id = l.enrolment_id
    JOIN resident p ON p.id = e.resident_id JOIN offering o ON o.id = e.offering_id
    GROUP BY e.id, p.name, o.title HAVING sum(l.amount) < 0
"""


def receipt_gaps(session: Session) -> Iterator[Finding]:
    """Branches and years whose receipts do not count from 1 to their counter."""
    for branch, year, count, last, value in session.execute(text(_GAPS)):
        facts = {"branch": branch, "year": str(year), "count": count, "last": max(last, value)}
        yield Finding("check-receipt-gap", facts)
    for branch, year, value in session.execute(text(_LOST)):
        yield Finding("check-receipt-gap", {"branch": branch, "year": str(year), "count": 0, "last": value})


def receipt_sums(session: Session) -> Iterator[Finding]:
    """Receipts that say another sum than their lines, and people who got back more than they paid."""
    for (number,) in session.execute(text(_SUMS)):
        yield Finding("check-receipt-sum", {"number": number})
    for name, title in session.execute(text(_BELOW)):
        yield Finding("check-paid-below-nothing", {"name": name, "title": title})


def closing_sums(session: Session) -> Iterator[Finding]:
    """Closed drawers whose receipts have changed since."""
    for branch, on in session.execute(text(_CLOSINGS)):
        yield Finding("check-closing-sum", {"branch": branch, "on": str(on)})
