"""What claims are held against: programs in versions, sales records, what a maker sets for itself."""
