"""What one document says of a value, and whether that proves it.

- `proof`: what a paper says of a value (`Evidence`), and when that proves it; begin here.
- `weighing`: holds a paper against a claimed value, by the field that was read (`weigh`); `named` does so for names
  that are only printed, found by `prints`, and `senders` tells whose paper it is; `totals` tells what makes a total
  another amount; `looked` has the second readings, `corrected` what a person read.
- Which papers count: `owned` gives each line of a claim its own papers, `listed` parts an invoice of several vehicles.
- What makes a paper doubtful: `doubtful` by its words (`oneself`: a sale to oneself), `pictured` by how its
  picture was taken.
"""
