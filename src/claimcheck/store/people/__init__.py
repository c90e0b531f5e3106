"""Who may come in: accounts, organisations and keys, sessions, and the ways to sign in."""
