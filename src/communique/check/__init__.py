"""Claims against the record: verdicts, counts and trends. Pure."""
