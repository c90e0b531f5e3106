"""The lines of a claim held against each other: what tells them apart, what they come to, and what each pays.

`together` makes the findings: by `told_apart` lines that take several sales show several purchases, by `copied` two
papers are not one with another number set on it, by `sums` nothing pays twice. `payout` is what a line pays.
"""
