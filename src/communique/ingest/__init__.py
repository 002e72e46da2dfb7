"""Sources to captures: files, folders, standard input, and whatever holds pages. Input and output live here."""

from communique.ingest.files import CaptureOptions, captures, file_captures, files_in, size_of

__all__ = ["CaptureOptions", "captures", "file_captures", "files_in", "size_of"]
