"""The service's own pipeline on files that a bench drew: upload, read, submit and judge in an embedded store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import remembered
from bench.remembered import RememberingReader
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import Pages
from claimcheck.model.parties import Actor
from claimcheck.services.claiming.submit import submit
from claimcheck.services.claiming.upload import upload
from claimcheck.services.context import Context, open_context
from claimcheck.services.judging import jobs, process
from claimcheck.services.programs import programs
from claimcheck.settings import Settings
from claimcheck.store.blobs import document_key
from claimcheck.store.claiming import claims
from claimcheck.store.judging import decisions, readings, work


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A store with programs in it; readings are put there as the reader remembers them."""

    context: Context
    reader: RememberingReader

    def claim(
        self, program: str, dealer: str, fields: Mapping[str, str], name: str, data: bytes
    ) -> tuple[Decision, Pages]:
        """Hand in a claim on one file and decide it."""
        actor = Actor(self.context.settings.maker, dealer, "dealer", dealer)
        document = upload(self.context, actor, name, data)
        read = remembered.read(data, name, self.reader)
        pictures = {number: document_key(actor.maker_id, dealer) for number in read.pictures}
        for number, picture in read.pictures.items():
            self.context.blobs.put(pictures[number], picture)
        with self.context.database.transaction() as conn:
            readings.put(conn, actor.maker_id, document.sha256, read.pages, pictures, self.context.clock())
        made = submit(self.context, actor, program=program, fields=fields, documents=(document.id,), outside_id=name)
        for stage, run, subject in ((work.READ, process.read_document, document.id),
                                    (work.JUDGE, process.judge_claim, made.id)):  # fmt: skip
            with self.context.database.read() as conn:
                due = work.open_ids(conn, stage, [subject])
            jobs.run(self.context, due[subject], run)
        with self.context.database.read() as conn:
            row = claims.get(conn, self.context.system(), made.id)
            decided = decisions.get(conn, actor.maker_id, row.decision_id) if row and row.decision_id else None
        if decided is None:
            raise RuntimeError(f"{name} was not decided")
        return decided.decision, read.pages


@contextmanager
def pipeline(store: Path, *texts: str) -> Iterator[Pipeline]:
    """A pipeline with the programs of these texts, over a store of its own that lasts as long as the block.

    Args:
        store: folder in which the reader remembers.
        texts: program files.
    """
    with tempfile.TemporaryDirectory(prefix="claimcheck-bench-") as folder:
        settings = Settings(data_dir=Path(folder), database_url="", blob_url="", wait_seconds=0)
        context = open_context(settings)
        try:
            for text in texts:
                programs.publish(context, context.system("bench"), text, filename="bench.yaml")
            yield Pipeline(context, RememberingReader(store, settings.reader))
        finally:
            context.close()
