"""The rules' own examples, read by the whole reader."""

from communique.read import Tools, read
from communique.read.explain import article_of, explain
from communique.rules.selftest import run_selftest


def test_every_rule_reads_its_example_and_not_its_counter_example(tools: Tools) -> None:
    verdicts = list(run_selftest(tools.rules, lambda text: read(article_of(text, "2024-06-03"), tools)))
    assert len(verdicts) == 2 * len(tools.rules.triggers)
    assert [v for v in verdicts if not v.passed] == []


def test_a_wish_is_explained_as_one(tools: Tools) -> None:
    sentences, reports = explain("French President Emmanuel Macron may meet Chinese President Xi Jinping.", tools)
    assert reports == ()
    assert "nobody says" in sentences[0].triggers[0].outcome
