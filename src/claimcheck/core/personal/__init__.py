"""Personal data: what a program hides from checking companies, by its value, by its form, and by where it stands."""

from claimcheck.core.personal.secrets import HIDDEN, KINDS, Secrets, fold, redact, redact_value, whole

__all__ = ["HIDDEN", "KINDS", "Secrets", "fold", "redact", "redact_value", "whole"]
