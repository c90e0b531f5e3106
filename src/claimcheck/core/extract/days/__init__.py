"""Days on a page: `dates` finds them with all that they can mean, `of_sale` tells which of them is the sale's.

`order` says whether the page writes the day or the month first.
`labels` and `words` say what each is the day of, `home` which is a letter's, behind the town where that was written.
What is in the form of a date and can be none is in `misread`.
"""
