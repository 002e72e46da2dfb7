"""Writing the answer to a query as CSV, Parquet, JSON lines, an Atom feed or a calendar."""

from communique.export.formats import FORMATS, Format, Heading, media_type_of, write
from communique.export.rows import COLUMNS, row_of
from communique.export.wording import title_of, when_words

__all__ = ["COLUMNS", "FORMATS", "Format", "Heading", "media_type_of", "row_of", "title_of", "when_words", "write"]
