"""What a cell of a table must look like; the same rules for shipped tables and for a user's own."""

from __future__ import annotations

from collections.abc import Callable

from communique.knowledge.as_of import first_day, last_day
from communique.knowledge.roles import ROLES

Row = dict[str, str]
YES = ("", "yes")


def _date_fault(value: str) -> str | None:
    try:
        if value:
            first_day(value), last_day(value)
    except ValueError:
        return f"{value!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD"
    return None


def _role_fault(value: str) -> str | None:
    return None if value in ROLES else f"{value!r} is no role; the roles are {', '.join(sorted(ROLES))}"


def _also_role_fault(value: str) -> str | None:
    return _role_fault(value) if value else None


def _yes_fault(value: str) -> str | None:
    return None if value in YES else f"{value!r} stands where 'yes' or nothing must stand"


def _names_fault(value: str) -> str | None:
    dates = (name.partition("@")[2] for name in value.split(";"))
    return next((fault for fault in map(_date_fault, dates) if fault), None)


CELLS: dict[str, dict[str, Callable[[str], str | None]]] = {
    "tenures": {"start": _date_fault, "end": _date_fault, "seen": _date_fault, "acting": _yes_fault},
    "offices": {"role": _role_fault, "also_role": _also_role_fault, "aliases": _names_fault},
}


def cell_faults(table: str, row: Row) -> tuple[tuple[str, str], ...]:
    """The columns of a row that are wrong, each with what is wrong."""
    found = [(column, judge(row.get(column, ""))) for column, judge in CELLS.get(table, {}).items()]
    faults = [(column, fault) for column, fault in found if fault]
    if table == "tenures" and not faults and ends_before_start(row["start"], row["end"]):
        faults.append(("end", f"the end {row['end']} lies before the start {row['start']}"))
    return tuple(faults)


def ends_before_start(start: str, end: str) -> bool:
    """Whether a tenure surely ends before it begins."""
    return bool(start and end) and last_day(end) < first_day(start)
