"""Claims go to a checking company in batches, are worked once, and come back when they lie."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage

import pytest
from checking import LI, RETURN, REVIEWER, SOUTH, WU, answer, asked, pulled, with_companies
from desk import PROGRAM, SALE, Desk
from drawn_page import drawn
from fakes import receipt
from sqlalchemy import select

from claimcheck.errors import Conflict, Invalid, LeaseLost, NotFound
from claimcheck.model.parties import Actor
from claimcheck.services.checking import batch_clock, batches, checker_answers, checker_desk
from claimcheck.services.checking.batches import Assignment
from claimcheck.services.checking.choosing_claims import choose
from claimcheck.services.notices import inbox, mailing
from claimcheck.services.people import accounts, organisations, people
from claimcheck.services.programs.programs import publish
from claimcheck.services.reviewing import review
from claimcheck.services.reviewing.review import Resolution
from claimcheck.store import audit
from claimcheck.store.checking import batches as stored
from claimcheck.store.notices import events
from claimcheck.store.tables import batch_items


@pytest.fixture
def company(desk: Desk) -> Desk:
    """A maker with two checking companies."""
    return with_companies(desk)


def actions(desk: Desk, subject: str) -> list[str]:
    with desk.context.database.read() as conn:
        return [entry["action"] for entry in audit.entries(conn, "acme", subject)]


def states(desk: Desk, batch: str) -> Sequence[str]:
    with desk.context.database.read() as conn:
        return [item.state for item in stored.items(conn, batch)]


def test_a_recommendation_goes_back_to_a_reviewer_who_sees_it(company: Desk) -> None:
    (claim,) = asked(company)
    batch, (item,) = pulled(company)
    done = answer(company, batch, item)
    assert (done.state, done.verdict, done.advice) == ("done", "return", True)
    assert company.see(claim).state == "review"
    (task,) = review.listed(company.context, REVIEWER, state="open", free=True)
    advice = checker_answers.recommendation(company.context, REVIEWER, task.id)
    assert advice is not None
    assert (advice.company, advice.verdict, advice.codes) == ("north", "return", ("sale.missing",))
    assert actions(company, claim.id)[-2:] == ["claim.assigned", "claim.checked"]


def test_where_the_program_says_so_a_checker_decides(company: Desk) -> None:
    (claim,) = asked(company)
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "checking: {verdict: decides}\n"
    publish(company.context, company.admin, text, filename="rebate.yaml")
    batch, (item,) = pulled(company)
    with pytest.raises(Invalid):
        answer(company, batch, item, Resolution("approve"))
    answer(company, batch, item, Resolution("approve", ground="The dealer sent the sales contract."))
    assert company.see(claim).state == "approved"
    assert states(company, batch) == ["done"]


def test_a_checker_that_decides_pays_no_sale_twice_and_learns_of_no_other_claim(company: Desk) -> None:
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "checking: {verdict: decides}\n"
    publish(company.context, company.admin, text, filename="rebate.yaml")
    company.sales(SALE)
    other = receipt(number="INV-20442", total="61.00")
    doubtful = company.claim(company.upload(other, name="1"), number="R-1", total_amount="61.00")
    company.work()
    batch, (item,) = pulled(company)
    paid = company.claim(company.upload(name="2"), number="R-2")
    company.work()
    assert company.see(paid).state == "approved"

    with pytest.raises(Conflict) as refused:
        answer(company, batch, item, Resolution("approve", ("sale.used",), "The dealer sent the contract."))

    assert (refused.value.code, "R-2" in refused.value.message) == ("sale.used", False)
    assert company.see(doubtful).state == "review"


def test_what_is_in_a_batch_nobody_else_works_on(company: Desk) -> None:
    asked(company)
    (task,) = review.listed(company.context, REVIEWER, state="open")
    batch, (item,) = pulled(company)
    with pytest.raises(Conflict):
        review.lease(company.context, REVIEWER, task.id, seconds=60)
    with pytest.raises(Conflict):
        batches.assign(company.context, company.admin, Assignment("south"))
    checker_desk.take(company.context, WU, batch, item)
    with pytest.raises(Conflict):
        checker_desk.take(company.context, LI, batch, item)
    for stranger in (SOUTH, REVIEWER, Actor("other", "north", "checker", "x")):
        with pytest.raises(NotFound):
            checker_desk.task(company.context, stranger, batch, item)


def test_a_claim_is_never_in_two_batches_however_many_assign_at_once(company: Desk) -> None:
    claims = asked(company, 6)

    def assign(company_name: str) -> None:
        try:
            batches.assign(company.context, company.admin, Assignment(company_name, size=4))
        except Conflict:
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(assign, ["north", "south"] * 8))

    with company.context.database.read() as conn:
        given = list(conn.execute(select(batch_items.c.open_claim)).scalars())
    assert sorted(given) == sorted(one.id for one in claims)


def test_an_answered_claim_keeps_its_number_in_its_batch_until_its_program_hides_more(company: Desk) -> None:
    company.claim(company.upload(receipt()), number="SN-48812", serial_number="SN-48812")
    company.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    company.work()
    batch, (item,) = pulled(company)
    answer(company, batch, item)
    (before,) = checker_desk.listed(company.context, WU, batch)[1]
    company.clock.now += timedelta(minutes=1)
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "mask: [person, serial_number]\n"
    publish(company.context, company.admin, text, filename="r")
    (after,) = checker_desk.listed(company.context, WU, batch)[1]
    assert (before.number, after.number) == ("SN-48812", "")


def test_a_returned_batch_gives_back_what_is_open_and_shows_nothing_more(company: Desk) -> None:
    asked(company, 2)
    batch, (first, second) = pulled(company)
    answer(company, batch, first)
    assert batches.hand_back(company.context, WU, batch).state == "returned"
    assert states(company, batch) == ["done", "returned"]
    with pytest.raises(NotFound):
        checker_desk.task(company.context, WU, batch, second)
    assert checker_desk.listed(company.context, WU, batch)[1] == []
    assert len(review.listed(company.context, REVIEWER, state="open", free=True)) == 2
    with pytest.raises(Conflict):
        batches.hand_back(company.context, WU, batch)


def test_a_company_opens_its_own_batch_and_anothers_is_as_one_that_there_is_not(company: Desk) -> None:
    asked(company)
    given = batches.assign(company.context, company.admin, Assignment("north"))
    assert batches.one(company.context, WU, given.id) == batches.one(company.context, REVIEWER, given.id)
    for actor, batch in ((SOUTH, given.id), (REVIEWER, "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d")):
        with pytest.raises(NotFound):
            batches.one(company.context, actor, batch)


def test_what_lies_too_long_alerts_comes_back_and_goes_to_another_company(company: Desk) -> None:
    asked(company)
    batch, (item,) = pulled(company, hours=10)
    batches.add_rule(company.context, company.admin, Assignment("north", share=50))
    batches.add_rule(company.context, company.admin, Assignment("south", region="", program="rebate"))
    company.clock.forward(9 * 3600)
    batch_clock.tend(company.context)
    with company.context.database.read() as conn:
        assert [e.kind for e in events.of_subject(conn, "acme", batch)][-1] == "batch.due_soon"
    company.clock.forward(3600)
    batch_clock.tend(company.context)
    assert states(company, batch) == ["overdue"]
    with pytest.raises(NotFound):
        checker_desk.task(company.context, WU, batch, item)
    (waiting,) = batches.mine(company.context, SOUTH)
    assert (waiting.state, waiting.size) == ("waiting", 1)
    assert batches.one(company.context, company.admin, batch).state == "overdue"


def test_a_batch_whose_clock_stands_raises_no_alarm(company: Desk) -> None:
    asked(company)
    batch, (item,) = pulled(company, hours=10)
    taken = checker_desk.take(company.context, WU, batch, item)
    checker_desk.ask(company.context, WU, batch, item, fence=taken.fence, text="Is this a deposit?")
    company.clock.forward(9 * 3600)
    batch_clock.tend(company.context)
    with company.context.database.read() as conn:
        assert [e.kind for e in events.of_subject(conn, "acme", batch)][-1] == "batch.asked"


def test_a_question_to_the_maker_stops_the_clock_until_it_is_answered(company: Desk) -> None:
    (claim,) = asked(company)
    batch, (item,) = pulled(company, hours=10)
    due = checker_desk.task(company.context, WU, batch, item).item.due_at
    taken = checker_desk.take(company.context, WU, batch, item)
    put = checker_desk.ask(company.context, WU, batch, item, fence=taken.fence, text="Is S1 the sale?")
    with pytest.raises(LeaseLost):
        checker_desk.answer(company.context, WU, batch, item, fence=taken.fence, said=RETURN)
    company.clock.forward(30 * 3600)
    batch_clock.tend(company.context)
    assert checker_desk.task(company.context, WU, batch, item).paused
    assert batches.one(company.context, company.admin, batch).stands

    (waiting,) = checker_answers.waiting(company.context, REVIEWER)
    assert waiting.text == "Is S1 the sale?"
    checker_answers.reply(company.context, REVIEWER, put.id, "Yes.")

    now = checker_desk.task(company.context, WU, batch, item)
    assert (now.paused, now.questions[0].answer, now.item.due_at) == (False, "Yes.", due + timedelta(hours=30))
    answer(company, batch, item)
    assert actions(company, claim.id)[-4:] == ["claim.assigned", "claim.asked", "claim.answered", "claim.checked"]
    with pytest.raises(Conflict):
        checker_answers.reply(company.context, REVIEWER, put.id, "No.")


def test_a_claim_that_goes_on_by_itself_leaves_its_batch(company: Desk) -> None:
    asked(company)
    batch, (item,) = pulled(company)
    company.sales("S9,D1,Northwind Trading Sdn Bhd,2024-03-14,20.00,")
    company.work()
    batch_clock.tend(company.context)
    assert states(company, batch) == ["gone"]
    with pytest.raises(NotFound):
        checker_desk.task(company.context, WU, batch, item)


def test_rules_for_the_same_claims_choose_different_ones(company: Desk) -> None:
    asked(company, 3)
    batches.add_rule(company.context, company.admin, Assignment("north", program="rebate", size=2))
    batches.add_rule(company.context, company.admin, Assignment("south", size=2))
    batch_clock.tend(company.context)
    assert sorted(batches.mine(company.context, by)[0].size for by in (WU, SOUTH)) == [1, 2]


def test_rules_give_each_company_its_share_and_a_pull_gets_work_at_once(company: Desk) -> None:
    asked(company, 12)
    for name in ("north", "south"):
        batches.add_rule(company.context, company.admin, Assignment(name, program="rebate", share=50))
    with pytest.raises(Invalid):
        batches.add_rule(company.context, company.admin, Assignment("north", program="rebate", share=1))
    sizes = [batches.pull(company.context, by).size for by in (WU, SOUTH)]
    assert sum(sizes) == 12
    assert min(sizes) >= 2
    with pytest.raises(Conflict):
        batches.pull(company.context, WU)


def test_a_company_is_told_of_its_batch_and_who_gave_it_of_its_end_and_neither_of_its_claims(company: Desk) -> None:
    context = company.context
    for email, role, organisation in (("wu@north.example", "checker", "north"), ("al@acme.example", "admin", "maker")):
        accounts.create(context, maker_id="acme", email=email, name=email, organisation=organisation, role=role)
    wu, al = accounts.listed(context, maker_id="acme")
    asked(company)
    made = batches.assign(context, Actor("acme", "maker", "admin", al.id), Assignment("north", hours=10))
    batches.pull(context, WU)
    company.clock.forward(10 * 3600)
    batch_clock.tend(context)

    told = {person.role: inbox.look(context, person) for person in (wu, al)}

    assert [one.kind for one in told["checker"]] == ["batch.overdue", "batch.assigned"]
    assert [one.kind for one in told["admin"]] == ["batch.overdue"]
    assert all(dict(one.data) == {"batch": made.id, "number": 1, "program": ""} for one in told["checker"])
    sent: list[EmailMessage] = []
    company.clock.forward(3600)
    mailing.send_due(context, sent.append)
    assert sorted(mail["Subject"] for mail in sent) == ["B-1 is overdue", "B-1 is overdue", "B-1 waits for you"]
    assert all("all programs" in mail.get_content() and "R-0" not in mail.as_string() for mail in sent)


def test_a_number_of_a_person_that_was_read_as_the_invoices_is_not_told_in_words(company: Desk) -> None:
    lines = ("NORTHWIND TRADING SDN BHD", "RECEIPT", "880214145566", "Customer: Tan Mei Ling", "Date: 14/03/2024",
             "STARTER KIT 20.00", "TOTAL RM 20.00", "CASH RM 20.00")  # fmt: skip
    _, read = drawn(lines)
    data = company.upload(read, name="p")
    company.reader.pictures[next(one for one in company.reader.canned if one.endswith(b"p"))] = drawn(lines)[0]
    company.claim(data, number="R-1", total_amount="20.00", invoice_number="INV-1", buyer_name="Tan Mei Ling")
    company.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    company.work()
    batch, (item,) = pulled(company)
    seen = checker_desk.task(company.context, WU, batch, item)
    assert "880214145566" not in repr((seen.rows, seen.reasons, seen.question, seen.number))
    (number,) = [row for row in seen.rows if row.name == "invoice_number"]
    assert number.claimed == "INV-1"


def test_a_licence_beside_the_receipt_is_seen_in_nothing_and_no_word_of_it_in_number_or_answer(company: Desk) -> None:
    receipt_of_ling = drawn(("NORTHWIND TRADING SDN BHD", "RECEIPT", "Customer: Tan Mei Ling", "12 Dock Hill",
                             "Date: 14/03/2024", "STARTER KIT 20.00", "TOTAL RM 20.00", "CASH RM 20.00"))  # fmt: skip
    licence = drawn(("Date: 03/04/2019", "Vogel, Driving School Sdn Bhd", "8, JALAN PELITA, 47000 PJ", "Name: Lim",
                     "姓名张伟 男", "Total 65.70"))  # fmt: skip
    papers = []
    for name, (picture, read) in (("p", receipt_of_ling), ("l", licence)):
        papers.append(company.upload(read, name=name))
        company.reader.pictures[next(d for d in company.reader.canned if d.endswith(name.encode()))] = picture
    company.claim(*papers, number="VOGEL-1", total_amount="20.00", buyer_name="Tan Mei Ling")
    company.sales("S1,D1,Northwind Trading Sdn Bhd,2024-03-14,99.00,")
    company.work()
    batch, (item,) = pulled(company)
    fence = checker_desk.take(company.context, WU, batch, item).fence
    asked_now = checker_desk.ask(company.context, WU, batch, item, fence=fence, text="Who lives where?")
    told = "Ask Vogel's School, Lim or 张伟 at 12 Dock Hill again."
    checker_answers.reply(company.context, REVIEWER, asked_now.id, told)

    seen = checker_desk.task(company.context, WU, batch, item)
    (listed,) = checker_desk.listed(company.context, WU, batch)[1]

    assert [one.parts for one in seen.sheets] == [("",), ()]
    assert (seen.number, listed.number) == ("▇▇▇-1", "▇▇▇-1")
    assert seen.questions[0].answer == "Ask ▇▇▇'s ▇▇▇, ▇▇▇ or ▇▇▇ at ▇▇▇ again."


def test_a_question_about_what_is_hidden_on_the_page_stays_with_the_maker(company: Desk) -> None:
    text = PROGRAM.partition("match:")[0].replace('version: "1"', 'version: "2"')
    publish(company.context, company.admin, text.replace("[seller_name", "[invoice_number, seller_name"), filename="r")
    company.claim(company.upload(receipt(number="012-345 6789")), number="R-1", invoice_number="INV-71")
    company.work()
    (task,) = review.listed(company.context, REVIEWER, state="open")
    assert task.code == "number.contradicted"

    with pytest.raises(Conflict, match="their questions need what is hidden"):
        batches.assign(company.context, company.admin, Assignment("north"))


@pytest.mark.parametrize("hides_more", [False, True])
def test_what_was_chosen_is_given_only_while_it_waits_under_rules_that_hide_no_more(
    company: Desk, hides_more: bool
) -> None:
    """To find out what is shown of claims takes long, so it is done before anything is written: much may happen."""
    first, second = asked(company, 2)
    now, wanted = company.context.clock(), Assignment("north")
    with company.context.database.read() as conn:
        chosen = choose(conn, "acme", wanted.from_bucket(), now)
    assert {one.claim_id for one in chosen} == {first.id, second.id}
    batches.assign(company.context, company.admin, Assignment("south", size=1))
    if hides_more:
        text = PROGRAM.replace('version: "1"', 'version: "2"') + "mask: [person, serial_number]\n"
        publish(company.context, company.admin, text, filename="r")

    with company.context.database.transaction() as conn:
        made = batches.give(conn, company.admin, wanted, chosen, now=now)

    assert [made and made.counts] == [None if hides_more else {"open": 1}]


def test_what_a_company_holds_comes_back_when_the_company_is_closed(company: Desk) -> None:
    asked(company)
    batch, items = pulled(company)
    north = next(one for one in organisations.listed(company.context, company.admin) if one.outside_id == "north")

    organisations.close(company.context, company.admin, north.id)

    assert (batches.one(company.context, company.admin, batch).state, states(company, batch)) == (
        "recalled", ["returned"] * len(items),
    )  # fmt: skip
    assert review.listed(company.context, REVIEWER, state="open", free=True)
    with pytest.raises(Invalid, match="closed"):
        people.invite(
            company.context, company.admin, email="n@n.example", name="N", organisation_id=north.id, role="checker",
            language="en",
        )  # fmt: skip


def test_what_only_the_register_can_tell_is_asked_of_no_company(company: Desk) -> None:
    claim = company.claim(company.upload(name="unknown"), number="R-UNKNOWN")
    company.work()
    (task,) = (one for one in review.listed(company.context, company.admin) if one.claim_id == claim.id)
    assert task.code == "sale.missing"
    with company.context.database.read() as conn:
        chosen = choose(conn, "acme", batches.Assignment("north").from_bucket(), company.clock())
    assert claim.id not in {one.claim_id for one in chosen}
