"""What a paper is, and where it ends.

`splitting` parts the pages of a file, `regions` one picture with two receipts on it; `purchases` tells that a picture
shows two that could not be parted. `kinds` says what a paper is by its title and structure, with `annulled` where it
says of itself that it proves no sale (`own_end`: that it was ended or corrected); `states` is what it says behind a
label of how its sale stands. `titles` tells a title from the label that names another paper, `named` which of two
titles a paper's number is of, `tickets` a till's slip by its body; `sorts` is what stands behind a title and says what
is not sold.
"""
