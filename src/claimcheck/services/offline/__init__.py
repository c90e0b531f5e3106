"""`claimcheck check` and `claimcheck read`: files in, lines out, with no service running."""
