"""How the service runs: the embedded stack, its clock, what goes out, and how it stands.

`stack` starts everything on one machine, kept running by `supervisor`. `tick` is the clock, `outgoing` a round of mails
and webhook calls. `status` answers probes, `health` is for administrators, `alive` shows that a process lives, `doctor`
what a machine lacks.
"""
