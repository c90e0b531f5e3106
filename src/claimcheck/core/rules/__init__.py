"""What a program asks of a claim, each rule typed, dated and answered with why.

`programfile` reads a program, by `nodes` that know their line and column: its rules, and in `opening`, `titles` and
`checking` whom it is open to, how it is called and what checking companies may. `eligibility` holds a claim line, with
all that a rule may look at (`subject`), to it; `codes` has every reason.
"""
