"""What reviewers do: the queue, a task at the desk, verdicts, second looks, taking back, words asked of others.

- The queue: `queue_page` lists and counts it, `handing_over` puts a task back or gives it on, `bulk_acts` does one act
  on many tasks.
- A task: `desk` shows it, `desk_drafts` keeps a half-done answer, `teaching` takes what a person read, `review` takes
  the verdict, `composing` writes what the dealer is told.
- Two people: `four_eyes` seals a first verdict until a second person has answered. `taking_back` undoes or reopens.
- `inquiring` asks a colleague. `automation` measures how often the machine approved wrongly, `reading_truth` exports
  what people read.
"""
