"""Who is asking: every query takes an Actor, and sees only what that actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["dealer", "checker", "reviewer", "manager", "region", "admin", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A caller, as its key says.

    Attributes:
        maker_id: the manufacturer or client whose data this is; no query crosses it.
        organisation: outside id of the caller's organisation: for a dealer, the dealer id that its claims carry.
        role: `system` is the product itself (workers, command line on the machine).
        region: of the caller's organisation; the role `region` sees what the dealers of this region brought.
        id: of the API key, or the name of the process for `system`; it goes into the audit log.
    """

    maker_id: str
    organisation: str
    role: Role
    id: str
    region: str = ""

    @classmethod
    def system(cls, maker_id: str, name: str = "system") -> Actor:
        """The product itself, which sees all that is the maker's: a process, or what somebody's act makes necessary."""
        return cls(maker_id, "", "system", name)
