"""From words of articles to engagements.

SQLite's full text gives the numbers of matching articles within nanoseconds each and tests a single article within some
ten microseconds. So few matches are walked, and `fulltext.engagement_article` leads on to engagements; where there are
many, engagements are walked in order of time and tested, until a page is full. PostgreSQL's planner chooses for itself.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from communique.record import fulltext, schema

MANY = 20_000
"""Matches from which on their engagements are not put in order any more."""
_HOME = fulltext.engagement_article.alias()
DEARER = 4
"""How many matches cost less to walk than testing one engagement."""


def are_few(connection: Connection, words: str, walked: int) -> bool:
    """Whether walking the articles that say the words costs less than testing `walked` engagements."""
    if connection.dialect.name != "sqlite":
        return False
    most = min(MANY, DEARER * walked)
    some = fulltext.numbers(words).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() < most


def told(connection: Connection, engagement: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Whether an article that reports the engagement says the words."""
    if connection.dialect.name == "sqlite":
        found = fulltext.numbers(words)
        said = exists(found.where(found.selected_columns[0] == _HOME.c.number).correlate(_HOME))
        return exists().where(and_(_HOME.c.engagement == engagement, said))
    member, report = schema.engagement_report, schema.report
    saying = select(member.c.engagement).join(report, report.c.id == member.c.report)
    return engagement.in_(saying.where(fulltext.says(report.c.article, words)))
