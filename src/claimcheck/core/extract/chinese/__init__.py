"""Chinese papers: forms of the tax, traffic and market authorities, statements, and papers of trade in free wording.

A page is cells in rows. Readers lose blanks and break lines, so all is matched without blanks, in simplified signs:

- what a paper is: `titles`, by its title or by labels that only its form has;
- where labels stand: `tags` finds them on a `sheet`, within a cell (`cell_tags`, in a list or with a sign misread) or
  over several (`broken`: over lines wherever they break, downwards, sign by sign);
- how they are worded, as data: `party_labels`, `paper_labels`, `car_labels`, each a `label`, put together in `labels`,
  and made of `words` (who deals, what identifies them) and `heads` (numbers and days);
- what a label names: `values`, by its place and by what such a value looks like (`shapes`), part of a cell
  (`pieces`) or several (`lines`);
- who buys and who sells, with which number: `parties`, by a sentence that introduces them (`defined`), by `sides`
  (words for a side, sections), by what a number is made as, else by the form's own order;
- which day of several: a paper of trade's own is told by `paper_days`, that of a handover by `days_come` and, by a
  receiver's signature, `signed_for`; the registration of an insured car by `registered_on`;
- what has no label: `unlabelled`; what the rules for all languages took wrongly: `strays`; net, tax and the amount in
  numerals: `sums`.

`candidates` gathers, field by field, all that may be each; `fields` puts it together, and begins with `with_chinese`.
"""
