"""The closed list of roles: the word that makes a counterpart in another state findable."""

from __future__ import annotations

SINGLE_SEAT = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "crown_prince",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "trade_minister",
        "interior_minister",
        "energy_minister",
        "national_security_adviser",
        "deputy_national_security_adviser",
        "chief_of_staff",
        "chief_of_defence",
        "army_chief",
        "navy_chief",
        "air_chief",
        "combatant_commander",
        "intelligence_chief",
        "defence_office_head",
        "foreign_office_head",
        "ambassador",
        "org_head",
        "org_chair",
        "party_leader",
        "speaker",
    }
)
"""Roles of offices that one person holds at a time."""

SHARED = frozenset(
    {
        "deputy_head_of_state",
        "deputy_head_of_government",
        "deputy_foreign_minister",
        "deputy_defence_minister",
        "foreign_office_official",
        "org_deputy_head",
        "senior_minister",
        "senior_party_diplomat",
        "special_envoy",
    }
)
"""Roles that several may hold at a time."""

ROLES = SINGLE_SEAT | SHARED
