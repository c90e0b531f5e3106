"""Pages to fields with evidence, with no claim in mind: see `extract`.

`assemble` calls the others, from print to fields:

- `page`: a page's print as rows and cells, whatever it says;
- `papers`: where one paper ends and another begins, what each is, and whether it says that it proves no sale;
- `money`, `days`, `parties`, `numbers`: what is printed, and which field that is; by `labels` where it has one;
- `wordings`: how all that is worded, in every language but Chinese, as data;
- `chinese`: Chinese papers, after the rest and over it;
- `grounds`: what else on the file bears a value out or denies it: a code, data, an amount in words;
- `calibration`: what a confidence is worth, by measured `calibration_curves`.
"""

from claimcheck.core.extract.assemble import extract

__all__ = ["extract"]
