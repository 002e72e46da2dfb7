"""The same read and assemble on one core, many, or a cluster."""
