"""The mains of the worker processes; each is started by `python -m workers.NAME`."""
