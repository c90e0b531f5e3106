"""What one document says of a claimed value: read, printed, looked at again, corrected; and what makes it doubtful."""
