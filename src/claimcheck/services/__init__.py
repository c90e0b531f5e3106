"""What people and the machine do with claims: a package for each who acts, a module for each act.

`claiming` (claimants), `judging` (the machine), `reviewing` and `checking` (people who decide), `people`, `programs`,
`notices` (who comes in, what claims are judged by, who is told), `running` (the service itself), `offline` (commands
without a service). A service takes a `Context` and the `Actor` who asks, and does its work in one transaction.

Nothing is imported here: `web` may import services, and must never reach `judging.process`, which opens documents.
"""
