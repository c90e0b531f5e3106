"""What claims are judged by: programs in versions, sales records, what a maker sets for itself.

`programs` publishes versions, `program_drafts` writes and tries them, `openness` says who may claim under one. `sales`
imports sales records, `refused_lines` hands back the lines that were not taken. `settings_of_maker` has a maker's own
settings.
"""
