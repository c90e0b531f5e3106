"""Redis and RQ, and nothing else: what is told to Redis, which jobs may run, the forking workers, shared limits.

Redis is a hint. It holds ids and counts; losing all of it loses no work, and nothing that a Redis writer puts there can
make a worker import or call what is not on the allow-list. This package knows no database: `services.judging.dispatch`
brings the two together.
"""
