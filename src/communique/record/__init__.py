"""The stored record: articles, reports, statements, spans, judgements, engagements. Input and output live here."""
