"""Who may come in: accounts, organisations, sessions, second factors, directories, keys."""
