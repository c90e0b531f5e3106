"""What the machine does. In the order of a claim: `dispatch`, `jobs`, `process`, `gathering`, `deciding`, `asking`.

`dispatch` sends hints for open work, `jobs` leases it, `process` reads a document or judges a claim. For a claim,
`gathering` makes the case, `deciding` lets the decision take effect, and `asking` makes a task of its question.

Every move of a claim goes through `moves`. By `sharing` one claim is found from another. `rejudge` judges again after a
sales import, `changed_since` looks again before a person approves, `replay` judges past claims anew. `reconcile` proves
that nothing is lost, `sweep` sets blobs aside that no row names. `extract_cache` saves extracting a reading twice.
"""
