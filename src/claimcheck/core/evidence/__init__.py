"""What one document says of a value: read, printed, looked at again, corrected; what makes it doubtful, whose it is."""
