"""Errors, divided by what the caller can do about them.

CommuniqueError
    UsageError          the call is wrong: change it (exit 2)
        RuleError       a rule file, table or mapping is wrong: names file and key (exit 2)
    CopyError           a record and its copy differ: the message names the tables (exit 1)
    NothingRead         no source could be read (exit 3)
    RunError            a run stopped for a reason outside its pages; what is read is kept (exit 1)
    RecordError         the record is damaged, locked, newer than the program or not ours (exit 4)

A page that fails is no error: it is a `Skip`.
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """The root of all our errors. `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(CommuniqueError):
    """The call is wrong; the message says what would be right."""

    exit_code = 2


class RuleError(UsageError):
    """A rule file, table or mapping is wrong; the message names the file and the row or key."""


class CopyError(CommuniqueError):
    """A record and its copy differ; nothing was changed, and the message names the tables."""


class NothingRead(CommuniqueError):  # noqa: N818 - names what happened
    """No source could be read."""

    exit_code = 3


class RunError(CommuniqueError):
    """A run stopped for a reason outside its pages (no room, no workers); the message says how to go on."""


class RecordError(CommuniqueError):
    """The record cannot be used as it is; the message says what to do."""

    exit_code = 4
