"""The desk of those who judge: what waits, who may decide, and how it is undone."""
