"""Who is told of what, in which words: notices, mails, webhooks, live events."""
