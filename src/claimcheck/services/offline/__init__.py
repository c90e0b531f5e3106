"""`claimcheck check` and `claimcheck read`: files in, lines out, with no service running.

`check` decides a file of claims (`claimsfile`) while `readers` read its documents; `read` only reads. `output` is the
lines that both print; `files` are those that the caller of any command names.
"""
