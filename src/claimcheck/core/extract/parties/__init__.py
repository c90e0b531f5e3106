"""Who sells and who buys on a paper, and where they are.

`receipts` reads the head of a receipt, with `rivals` where it names several companies; `invoices` senders and receivers
by labels and blocks, `letterheads` names over addresses, `payees` what a paper says in a sentence, `broadcast` whose
time is bought. `wrapped` joins names that were broken into two lines; `nobody` tells what is no name. `addresses` is a
receipt's; `tax_numbers` tells what such a number looks like.
"""
