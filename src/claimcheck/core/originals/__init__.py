"""Whether a paper is the original of its sale: used for no other claim, and unaltered.

`duplicates` finds papers behind another claim, by their `likeness`; `edited` finds signs that a paper was changed.
"""
