"""Tables and rules that domain people may change."""
