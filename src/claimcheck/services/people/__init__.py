"""Who may sign in: accounts, organisations, sessions, second factors, directories, keys.

- People: `accounts` makes them and signs them in, `people` is what an administrator does with them, `organisations`
  is where they belong, `resets` mends a lost password.
- Signing in: `sessions`, `second_factor`, `oidc` (a company's own directory); `tries` slows guessing down, `hashes`
  is how secrets are stored and compared.
- Software: `keys` of the API.
"""
