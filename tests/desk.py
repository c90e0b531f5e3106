"""A desk to act out stories at: people upload and claim, the machine works through what is due."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from fakes import FakeClock, FakeReader, receipt

from claimcheck.model.claims import ClaimLine
from claimcheck.model.documents import Pages
from claimcheck.model.parties import Actor
from claimcheck.services.claiming import claims
from claimcheck.services.claiming.submit import submit
from claimcheck.services.claiming.upload import upload
from claimcheck.services.claiming.views import ClaimView, DocumentView
from claimcheck.services.context import Context
from claimcheck.services.judging import jobs, process
from claimcheck.services.programs.programs import publish
from claimcheck.services.programs.sales import import_sales
from claimcheck.services.reviewing import review
from claimcheck.store.judging import work
from claimcheck.store.reviewing import tasks
from claimcheck.store.reviewing.tasks import Task

PNG = b"\x89PNG\r\n\x1a\n"
PROGRAM = """\
program: rebate
version: "1"
effective: {from: 2024-01-01}
timezone: Asia/Kuala_Lumpur
locale: ms-MY
currency: MYR
verify: [seller_name, invoice_date, total_amount]
documents: [{kind: proof_of_sale, required: true}]
match:
  seller_name: 0.8
  invoice_date: exact
  total_amount: exact
duplicates: review
"""
STATED = {"seller_name": "Northwind Trading Sdn Bhd", "invoice_date": "2024-03-14", "total_amount": "16.00"}


class Desk:
    """One maker, acme, and its dealers."""

    def __init__(self, context: Context, reader: FakeReader, clock: FakeClock) -> None:
        self.context, self.reader, self.clock = context, reader, clock
        self.admin = Actor("acme", "acme", "admin", "admin-key")
        publish(context, self.admin, PROGRAM, filename="rebate.yaml")

    def dealer(self, name: str = "D1") -> Actor:
        return Actor("acme", name, "dealer", f"key-of-{name}")

    def upload(self, found: Pages | None = None, *, name: str = "1", by: str = "D1") -> DocumentView:
        """Upload a picture on which stands what the fake reader will find: a plain receipt by default."""
        data = PNG + name.encode()
        self.reader.canned[data] = found or receipt()
        return upload(self.context, self.dealer(by), f"{name}.png", data)

    def claim(
        self,
        *documents: DocumentView,
        by: str = "D1",
        number: str | None = None,
        lines: Sequence[ClaimLine] = (),
        **fields: str,
    ) -> ClaimView:
        """Claim what stands on the plain receipt, unless told otherwise."""
        return submit(
            self.context, self.dealer(by), program="rebate", fields={**STATED, **fields}, lines=lines,
            documents=[document.id for document in documents], outside_id=number,
        )  # fmt: skip

    def sales(self, *rows: str, source: str = "default", **options: Any) -> None:
        """Import sales: rows of sale_id, dealer, seller_name, invoice_date, total_amount, cancelled."""
        text = io.StringIO()
        text.write("sale_id,dealer,seller_name,invoice_date,total_amount,cancelled\n")
        text.writelines(f"{row}\n" for row in rows)
        data = text.getvalue().encode()
        import_sales(self.context, self.admin, data, filename="sales.csv", source=source, **options)

    def work(self, *stages: str) -> int:
        """Let the machine do what is due now; returns how many pieces of work it tried."""
        tried = 0
        for stage in stages or (work.READ, work.JUDGE):
            while True:
                with self.context.database.read() as conn:
                    due = work.due(conn, stage, now=self.clock(), again_after=self.clock() - self.clock())
                done = [self._one(one.id, stage) for one in due]
                if not any(done):
                    break
                tried += len(done)
        return tried

    def take(self, claim: ClaimView, by: Actor) -> Task:
        """The claim's one open question, held by a person."""
        with self.context.database.read() as conn:
            (task,) = tasks.open_of_claim(conn, "acme", claim.id)
        return review.lease(self.context, by, task.id, seconds=600)

    def see(self, claim: ClaimView) -> ClaimView:
        """The claim as it stands now."""
        return claims.claim(self.context, self.admin, claim.id)

    def seen(self, document: DocumentView) -> DocumentView:
        """The document as it stands now."""
        return claims.document(self.context, self.admin, document.id)

    def _one(self, work_id: str, stage: str) -> bool:
        does = process.read_document if stage == work.READ else process.judge_claim
        return jobs.run(self.context, work_id, does)


SALE = "S1,D1,Northwind Trading Sdn Bhd,2024-03-14,16.00,"
