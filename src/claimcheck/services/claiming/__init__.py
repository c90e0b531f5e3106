"""What claimants do: files, claims, drafts, sheets of many claims, appeals, and what they see of them.

- A claim: `upload` takes files, `submit` submits, revises and withdraws; `statement` checks what a claim states.
- Entering one by hand: `drafts` keeps what is not sent yet, `draft_lines` its lines; `typed_values` reads amounts and
  days as people type them, `trial` says before sending what would become of the claim.
- Many at once: `bulk` takes a sheet with its files, `sheet_lines` joins the rows of one claim.
- Looking: `claims` shows documents and claims as `views`, `submission_days` finds them by day, `page_words` searches a
  page.
- `appealing`: asking for another look at a decision.
"""
