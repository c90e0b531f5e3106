"""Checking companies: their batches, questions, masked pictures, and what reports on them are made of."""
