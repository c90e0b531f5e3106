"""What claims are judged by: programs and their drafts, sales records and their imports, a maker's settings."""
