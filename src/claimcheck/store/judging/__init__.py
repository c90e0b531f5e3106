"""What the machine works by: what must be done, what was read, what claims share, decisions, the use of sales."""
