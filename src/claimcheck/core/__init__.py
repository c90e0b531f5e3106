"""The decision, pure: the same case gives the same answer, whenever and wherever; no clock, file, network or chance.

`extract` tells what stands on pages with no claim in mind; `judge` holds a claim to it, and calls the rest.
"""
