"""Days on a page: `dates` finds them with all that they can mean, `labels` and `words` say what each is the day of.

What is in the form of a date and can be none is in `misread`.
"""
