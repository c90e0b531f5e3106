"""How the service runs: the embedded stack, its clock, what goes out, and how it stands."""
