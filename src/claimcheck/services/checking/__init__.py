"""What checking companies do: batches, masked views, answers, questions to the maker, reports."""
