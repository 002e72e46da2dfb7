from __future__ import annotations

import pytest
from benchmarks.knowledge import SIGHTINGS, share_of_sightings

from communique.knowledge import load_knowledge

FLOOR = 0.865
"""Share of travel records from 2014 on that name, title and day lead to one holder of the stated role."""
HOME_FLOOR = 0.75
"""The same, counted only where the holder is of the state where the meeting was."""


@pytest.mark.skipif(not SIGHTINGS.is_file(), reason="the travel records lie in a sibling folder that is not here")
def test_travel_records_resolve() -> None:
    share = share_of_sightings(load_knowledge())
    assert share.rows > 1500
    assert share.resolved / share.rows >= FLOOR
    assert share.at_home / share.rows >= HOME_FLOOR
