"""What the machine does: work is hinted, leased, read, gathered, judged, and its decision stands or asks a person."""
