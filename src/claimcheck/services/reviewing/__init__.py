"""What reviewers do: the queue, a task at the desk, verdicts, second looks, taking back, words asked of others."""
