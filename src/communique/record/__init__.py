"""The stored record: articles, reports, statements, spans, judgements, engagements. Input and output live here."""

from communique.record.store import Added, Record, open_record
from communique.record.verify import Fault

__all__ = ["Added", "Fault", "Record", "open_record"]
