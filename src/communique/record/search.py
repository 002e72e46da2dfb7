"""From words of articles to engagements.

SQLite's full text gives the numbers of matching articles within a fraction of a microsecond each. Few matches are
walked, and `fulltext.engagement_article` leads on to engagements, which are then put in order; where there are many,
engagements are walked in order of time, and their articles looked up among the matches, until a page is full.
PostgreSQL's planner chooses for itself.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from communique.record import fulltext, schema

_HOME = fulltext.engagement_article.alias()


def are_few(connection: Connection, words: str, walked: int) -> bool:
    """Whether fewer articles say the words than engagements would be walked."""
    some = fulltext.numbers(words).limit(walked).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() < walked


def told(connection: Connection, engagement: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Whether an article that reports the engagement says the words."""
    if connection.dialect.name == "sqlite":
        # A sum, so that the index of engagements is used and not that of numbers, match by match.
        said = (_HOME.c.number + 0).in_(fulltext.numbers(words))
        return exists().where(and_(_HOME.c.engagement == engagement, said))
    member, report = schema.engagement_report, schema.report
    saying = select(member.c.engagement).join(report, report.c.id == member.c.report)
    return engagement.in_(saying.where(fulltext.says(report.c.article, words)))
