"""How papers word what they say, as data: a new form or language is a change here, and in `days.words`.

`fields` holds the labels of fields and what their values look like; `parties` the labels of who sells and who buys;
`amounts` those of sums; `currencies` marks of money, `countries` what tells whose it is; `names` what stands in and
around a company's name; `places` what tells a line of an address. `titles` is what papers of a sale are called,
`no_sale`, with `no_sale_abroad` and `no_sale_chinese`, what those are that look like a proof of sale and are none;
`undone` says that a deal was undone, `to_come` that a day is yet to come. How Chinese papers word all else stands in
`chinese`.
"""
