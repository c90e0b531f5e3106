"""What is asked of people and what they said: tasks and the queue of them, answers at the desk, appeals."""
