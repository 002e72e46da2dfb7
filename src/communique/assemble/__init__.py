"""Reports to engagements and undertakings, by pair of states. Pure."""
