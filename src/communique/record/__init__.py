"""The stored record: articles, reports, statements, spans, judgements, engagements. Input and output live here."""

from communique.record.databases import shown
from communique.record.fault import Fault
from communique.record.intake import Added
from communique.record.store import Record, open_record

__all__ = ["Added", "Fault", "Record", "open_record", "shown"]
