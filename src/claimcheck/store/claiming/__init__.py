"""What claimants hand in: claims with their revisions, documents, drafts, and many claims at once."""
