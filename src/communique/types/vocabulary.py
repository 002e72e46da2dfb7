"""The closed vocabularies: modes, statuses, precisions, kinds."""

from __future__ import annotations

from typing import Literal

Mode = Literal["call", "video_call", "meeting", "visit", "exercise", "signing", "multilateral", "message", "other"]
Status = Literal["held", "ongoing", "planned", "invited", "postponed", "cancelled", "denied"]
Precision = Literal["time", "day", "week", "month", "quarter", "year", "unknown"]
BlockKind = Literal["title", "dek", "byline", "dateline", "paragraph", "quote", "post", "caption", "list", "heading"]
MentionKind = Literal["person", "office", "state", "organisation", "place", "forum", "agency", "instrument", "time"]
OutcomeKind = Literal[
    "agreement", "commitment", "initiative", "deal", "invitation", "gratitude", "concern", "condemnation", "plan"
]
OutcomeStatus = Literal["done", "agreed", "ongoing", "pending", "proposed", "lapsed", "withdrawn"]
SourceKind = Literal["official_statement", "social_post", "named_speaker", "agency", "unnamed"]
Judgement = Literal["same", "different", "unsure"]
Verdict = Literal["supported", "contradicted", "not_known"]

MODES: tuple[Mode, ...] = (
    "call",
    "video_call",
    "meeting",
    "visit",
    "exercise",
    "signing",
    "multilateral",
    "message",
    "other",
)
STATUSES: tuple[Status, ...] = ("held", "ongoing", "planned", "invited", "postponed", "cancelled", "denied")
