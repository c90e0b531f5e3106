"""Whether a paper is the original of its sale: behind no other claim, and unaltered."""
