"""How it goes, counted over everything: what waits, what there is, and whose it is."""
