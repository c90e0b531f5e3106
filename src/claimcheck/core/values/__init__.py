"""Values as people write them: comparing, checking, and their forms in code, cells and rows.

`compare` has one function per comparison, with `street_addresses` and `legal_forms` for addresses and names.
`checkdigits` checks identifiers, `fingerprints` compares whole documents, `money` counts in minor units, `shares` has
shares with their bounds, `sheet_cells` reads and writes the cells of tables.
"""
