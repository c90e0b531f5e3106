"""What is told to whom: notices with their mails, webhooks, live events."""
