"""Rules as data: triggers of contact and titles of office, checked when loaded."""

from communique.rules.load import load_rules
from communique.rules.schema import Rules, TitleFile, Trigger

__all__ = ["Rules", "TitleFile", "Trigger", "load_rules"]
