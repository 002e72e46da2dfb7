"""Records of older programs, brought to the newest version on opening; nothing in them is lost."""

from __future__ import annotations

from sqlalchemy import Engine, text

from communique.record.schema import VERSION

STEPS: dict[int, tuple[str, ...]] = {
    2: (
        "ALTER TABLE decision ADD COLUMN score FLOAT",
        "UPDATE decision SET score = json_extract(CAST(body AS TEXT), '$.score')",
        "CREATE INDEX ix_decision_score ON decision (score)",
        "ALTER TABLE engagement ADD COLUMN confidence FLOAT",
        "UPDATE engagement SET confidence = json_extract(CAST(body AS TEXT), '$.confidence')",
        "CREATE INDEX ix_engagement_confidence ON engagement (confidence)",
        "ALTER TABLE article ADD COLUMN added VARCHAR",
        "CREATE INDEX ix_article_added ON article (added)",
    ),
}
"""What leads to each version from the one before."""


def migrate(engine: Engine, version: int) -> None:
    """Take the steps from the file's version to `VERSION`, all or none."""
    if version == VERSION:
        return
    with engine.connect() as connection:
        connection.execute(text("BEGIN IMMEDIATE"))
        reached = connection.execute(text("PRAGMA user_version")).scalar() or 0  # another program may have been faster
        for number in range(reached + 1, VERSION + 1):
            for step in STEPS[number]:
                connection.execute(text(step))
        connection.execute(text(f"PRAGMA user_version={VERSION}"))
        connection.commit()
