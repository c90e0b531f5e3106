"""The lines of a claim beside one another: what tells them apart, what they come to, and what each pays."""
