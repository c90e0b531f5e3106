"""Money on a page: every amount, and which of them is what.

`amounts` finds them, `currency` says of what, by `currency_marks`, and by the seller's `country` where these leave it
open; `roles` are told by labels and columns, `totals` picks the total, unless `rivals` have as good a claim.
`line_items` are the lines of a table. `arithmetic` and what is spelled in `words` (`english_words`) support or deny the
total; `qualified` says what makes an amount another than what was paid, `kinds_of_cost` which sums of a Chinese bill
are of one kind of cost only.
"""
