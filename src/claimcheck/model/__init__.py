"""Every noun that flows through claimcheck: frozen dataclasses, standard library only.

documents   what was uploaded, what was read of it, what stands on it
claims      what is claimed, in revisions and lines
sales       sales records and their use
programs    a program's rules as data
decisions   findings, reasons, verdicts
parties     who is asking
case        everything that a judgement may look at, and nothing else
said        sentences with their values kept apart
languages   in which people are spoken to
wire        these values to and from JSON
"""
