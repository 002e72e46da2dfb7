"""Article to reports: triage, mentions, resolution, frames, facets. Pure."""
