"""communique reads news pages and official readouts and keeps a checkable record of engagements between states."""

__version__ = "0.1.0"
