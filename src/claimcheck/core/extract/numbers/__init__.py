"""Numbers that identify.

`identifiers` are the paper's own, those of its parties and of a vehicle; `serials` those of devices among the items;
`plates` Chinese number plates.
"""
