"""What claimants do: files, claims, drafts, sheets of many claims, appeals, and what they see of them."""
