"""What else on a file bears out or denies what its page says.

`codes` printed on it, the `structured` invoice that came with it, and the total as it is `spelled` out.
"""
