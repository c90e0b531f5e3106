"""Who is told of what, in which words: notices, mails, webhooks, live events.

- What happened: `telling` makes notices and webhook calls of a claim's turn, `events` feeds live pages.
- What is sent: `mailing` sends mails, `calling` calls webhooks, `inbox` is what a person sees in the pages.
- In which words: `notice_texts` of notices, `letters` and `wording` of decisions; `discretion` keeps back what a
  claimant is not told, `appeal_time` says until when a decision may be appealed.
"""
