"""What checking companies do: batches, masked views, answers, questions to the maker, reports.

- Giving claims out: `batches` assigns, returns and takes back, `choosing_claims` finds which claims may be given,
  `batch_clock` does what is due by time.
- Working on them: `checker_desk` shows tasks, made of `checker_rows`, and takes answers; in `checker_answers` the
  maker's people reply.
- Hiding personal data: `masking` says what of a claim is hidden, by `withheld` also which values may not be told in
  words; `unsaid` what may be written about it, and `painting` draws its pages.
- `checker_reports` and `checker_workbook`: what was done, in figures and as a workbook.
"""
