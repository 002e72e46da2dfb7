"""The version of the package, for every room: the package itself opens records and so stands above them all."""

__version__ = "0.1.0"
