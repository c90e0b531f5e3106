"""What administrators and program managers do on the pages, from the first click to the last, without any script."""

import html
import re
from typing import Any

import pytest
from checking import asked
from desk import PNG, PROGRAM, SALE, Desk
from sqlalchemy import update

from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.judging.process import settle_poison
from claimcheck.services.people import accounts, keys, organisations
from claimcheck.services.people.organisations import Particulars
from claimcheck.services.programs import programs
from claimcheck.services.reviewing import review
from claimcheck.store.judging import work
from claimcheck.store.people import accounts as rows
from claimcheck.store.reviewing import tasks
from claimcheck.store.tables import programs as program_rows

ANN, ADMIN = Actor("acme", "acme", "reviewer", "ann"), Actor("acme", "acme", "admin", "chief")
EVIL = '<script>alert("x")</script>'


def alert(page: str) -> str:
    found = re.search(r'role="alert"[^>]*>(.*?)</(?:p|div)>', page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""


def org(admin: Any, number: str, kind: str = "dealer", region: str = "North") -> str:
    sent = {"outside_id": number, "kind": kind, "name": f"{number} Ltd", "region": region, "language": "en"}
    return str(admin.post("/admin/orgs", sent).headers["location"]).split("?")[0]


def test_an_organisation_and_its_first_person_are_added_and_the_person_gets_in(sign_in: Any, here: Context) -> None:
    admin = sign_in("admin")
    org(admin, "D7")
    again = admin.post("/admin/orgs", {"outside_id": "D7", "kind": "dealer", "name": "x", "language": "en"})
    assert (again.status_code, alert(again.text)) == (409, "There is an organisation of that number already.")
    person = {"email": "dan@example.com", "name": EVIL, "organisation": "D7", "role": "dealer", "language": "zh-Hans"}
    wrong = admin.post("/admin/people", {**person, "role": "reviewer"})
    assert (wrong.status_code, alert(wrong.text)) == (422, "This role does not suit the organisation. Choose another.")
    assert "dan@example.com" in wrong.text  # what was typed still stands
    shown = admin.post("/admin/people", person).text
    path = re.search(r"http://testserver(/invite/[\w-]+)", shown)
    assert 'data-address="/admin/people/' in shown  # a reload asks for the person, and opens nobody's link
    assert path
    listed = admin.get("/admin/people?role=dealer").text
    assert EVIL not in listed
    assert "Invited" in listed
    accounts.accept(here, path[1].removeprefix("/invite/"), "correct horse battery")
    assert "Active" in admin.get("/admin/people?role=dealer").text


def test_an_invitation_that_ended_is_told_and_sent_again(sign_in: Any, desk: Desk, here: Context) -> None:
    admin = sign_in("admin")
    org(admin, "D7")
    person = {"email": "dan@example.com", "name": "Dan", "organisation": "D7", "role": "dealer", "language": "en"}
    admin.post("/admin/people", person)
    desk.clock.forward(accounts.LINK_WORKS.total_seconds() + 1)
    admin = sign_in("admin")
    listed = admin.get("/admin/people?role=dealer").text
    at = re.search(r'href="(/admin/people/[0-9a-f-]{36})"', listed)
    assert "Invitation ended" in listed
    assert at
    assert "send a new one" in admin.get(at[1]).text
    admin.post(at[1], {"act": "link"})
    again = admin.get(at[1]).text
    assert ("Invited" in again, "Invitation ended" in again) == (True, False)


def test_of_somebody_who_came_an_ended_link_asks_for_nothing(sign_in: Any, desk: Desk) -> None:
    admin, other = sign_in("admin"), sign_in("reviewer")
    at = f"/admin/people/{other.user.id}"
    admin.post(at, {"act": "link"})
    assert "works until" in admin.get(at).text
    desk.clock.forward(accounts.LINK_WORKS.total_seconds() + 1)
    assert "send a new one" not in sign_in("admin").get(at).text


def test_who_signs_in_by_a_directory_has_come_though_no_password_was_set(sign_in: Any, here: Context) -> None:
    admin, other = sign_in("admin"), sign_in("reviewer")
    with here.database.transaction() as conn:
        rows.change(conn, other.user.id, password=None)
    assert "Active" in admin.get(f"/admin/people/{other.user.id}").text


def test_a_person_is_given_another_role_and_shut_out(sign_in: Any) -> None:
    admin, other = sign_in("admin"), sign_in("reviewer")
    page = f"/admin/people/{other.user.id}"
    assert admin.post(page, {"act": "role", "role": "manager"}).status_code == 303
    assert other.get("/").headers["location"] == "/admin/programs"
    assert admin.post(page, {"act": "role", "role": "dealer"}).status_code == 422
    admin.post(page, {"act": "shut"})
    assert other.get("/").headers["location"] == "/sign-in"
    assert "Open the account again" in admin.get(page).text
    own = admin.post(f"/admin/people/{admin.user.id}", {"act": "shut"})
    assert (own.status_code, "your own account" in alert(own.text)) == (409, True)


def test_contacts_follow_each_other_and_a_closed_dealer_is_out(sign_in: Any) -> None:
    admin, dealer = sign_in("admin"), sign_in("dealer", "D1")
    there = f"/admin/orgs/{dealer.user.organisation_id}"
    for name, day in (("Lin", "2024-01-01"), ("Zhou", "2024-06-01")):
        sent = {"act": "contact", "purpose": "claims", "name": name, "email": "x@example.com", "from_day": day}
        assert admin.post(there, sent).status_code == 303
    assert "31 May 2024" in admin.get(there).text
    assert admin.post(there, {"act": "contact", "purpose": "claims", "name": "A", "email": "no"}).status_code == 422
    admin.post(there, {"act": "close"})
    assert dealer.get("/claims").headers["location"].startswith("/sign-in")


def test_a_key_is_shown_once_works_within_its_scopes_and_ends(sign_in: Any, client: Any) -> None:
    admin = sign_in("admin")
    org(admin, "D7")
    sent = {"organisation": "D7", "role": "dealer", "label": "dealer system", "scopes": ["claims:read"], "days": "30"}
    for wrong in ({"days": "soon"}, {"organisation": "nobody"}, {"role": "admin"}, {"scopes": ["all"]}):
        assert admin.post("/admin/keys", {**sent, **wrong}).status_code == 422, wrong
    shown = admin.post("/admin/keys", sent).text
    secret = re.search(r"cc_[0-9a-f]{12}_[\w-]{40,}", shown)
    assert secret
    assert secret[0] not in admin.get("/admin/keys").text
    header = {"Authorization": f"Bearer {secret[0]}"}
    assert client.get("/v1/claims", headers=header).status_code == 200
    refused = client.get("/v1/programs", headers=header)
    assert (refused.status_code, refused.json()["code"]) == (403, "key.scope")
    admin.post(f"/admin/keys/{secret[0].split('_')[1]}/revoke")
    assert client.get("/v1/claims", headers=header).status_code == 401


def test_a_program_is_written_checked_tried_and_published(sign_in: Any, desk: Desk) -> None:
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    manager = sign_in("manager")
    bad = manager.post("/admin/programs/new", {"text": PROGRAM.replace('"1"', '"2"').replace("exact", "exactly", 1)})
    assert bad.status_code == 422
    assert alert(bad.text).startswith("Line 11, column 17:")
    assert "exactly" in bad.text
    file = [("file", ("bad.yaml", b"program: from-a-file\n", "application/yaml"))]
    uploaded = manager.post("/admin/programs/new", {"text": PROGRAM}, files=file).text
    assert "program: from-a-file\n</textarea>" in uploaded  # the faults name lines of the file that was uploaded
    stricter = PROGRAM.replace('"1"', '"2"') + "rules:\n  - {rule: amount_between, min: 50.00}\n"
    file = [("file", ("rebate.yaml", stricter.encode(), "application/yaml"))]
    assert manager.post("/admin/programs/new", files=file).headers["location"] == "/admin/programs/rebate/2"
    page = manager.get("/admin/programs/rebate/2").text
    assert "Draft" in page
    assert page.count('class="new"') == 2
    tried = manager.post("/admin/programs/rebate/2", {"act": "try", "text": stricter}).text
    assert "1 of the last 1 claims were judged again; verdicts that change: 1." in tried
    assert f'href="/claims/{claim.id}"' in tried
    assert desk.see(claim).state == "approved"
    assert programs.one(desk.context, desk.admin, "rebate")[0].version == "1"
    manager.post("/admin/programs/rebate/2", {"act": "publish", "text": stricter})
    assert programs.one(desk.context, desk.admin, "rebate")[0].version == "2"
    assert manager.post("/admin/programs/rebate/2", {"act": "publish", "text": stricter}).status_code == 404
    assert "version: &#34;3&#34;" in manager.get("/admin/programs/new?like=rebate").text
    again = manager.post("/admin/programs/new", {"text": stricter.replace("50.00", "60.00")})
    assert "Give the file a new version." in alert(again.text)


def test_a_new_program_and_a_new_version_are_called_so_also_where_the_file_has_faults(sign_in: Any) -> None:
    manager = sign_in("manager")
    for address, called in (("", "New program"), ("?like=rebate", "New version of rebate")):
        begun = manager.get(f"/admin/programs/new{address}").text
        faulty = manager.post(f"/admin/programs/new{address}", {"text": "program:"}).text
        assert f"<h1>{called}</h1>" in begun
        assert f"<h1>{called}</h1>" in faulty


def test_a_draft_that_gets_another_version_is_one_draft_still(sign_in: Any) -> None:
    manager = sign_in("manager")
    manager.post("/admin/programs/new", {"text": PROGRAM.replace('"1"', '"2"')})
    moved = manager.post("/admin/programs/rebate/2", {"act": "check", "text": PROGRAM.replace('"1"', '"2b"')})
    assert moved.headers["location"] == "/admin/programs/rebate/2b"
    assert manager.get("/admin/programs/rebate/2").status_code == 404
    tried = manager.post("/admin/programs/rebate/2b", {"act": "try", "text": PROGRAM.replace('"1"', '"2c"')}).text
    assert 'data-address="/admin/programs/rebate/2c"' in tried  # a reload finds it
    assert '<form method="post" action="/admin/programs/rebate/2c">' in tried
    manager.post("/admin/programs/rebate/2c", {"act": "drop"})
    assert "Drafts" not in manager.get("/admin/programs").text


def test_a_program_that_cannot_be_read_any_more_stands_in_the_list_with_the_way_to_mend_it(
    sign_in: Any, desk: Desk
) -> None:
    programs.publish(desk.context, desk.admin, PROGRAM.replace("program: rebate", "program: odd"), filename="odd.yaml")
    with desk.context.database.transaction() as conn:
        conn.execute(update(program_rows).where(program_rows.c.name == "odd").values(text="program: odd\nnew: x\n"))
    listed = sign_in("admin").get("/admin/programs")
    assert listed.status_code == 200
    assert "It cannot be read any more" in listed.text
    assert 'href="/admin/programs/new?like=odd"' in listed.text


@pytest.mark.parametrize(("last", "over"), [("2024-04-30", True), ("2024-05-01", False)])
def test_who_begins_a_claim_sees_that_the_days_of_purchase_are_over(
    sign_in: Any, desk: Desk, last: str, *, over: bool
) -> None:
    window = f"window: {{field: invoice_date, from: 2024-03-01, to: {last}}}\n"
    programs.publish(desk.context, desk.admin, PROGRAM.replace('"1"', '"2"') + window, filename="f")
    choice = sign_in("dealer", "D1").get("/claims/new").text
    assert 'href="/claims/new/rebate"' in choice  # what was bought in time may be claimed for
    assert ("Over: only purchases of those days count" in choice) is over


def test_a_program_is_open_to_its_dealers_and_regions_only(sign_in: Any, desk: Desk) -> None:
    north = organisations.create(
        desk.context, desk.admin, outside_id="D2", kind="dealer", said=Particulars("D2", "North")
    )
    programs.publish(
        desk.context, desk.admin, PROGRAM.replace('"1"', '"2"') + "open_to: {dealers: [D1], regions: [North]}\n",
        filename="f",
    )  # fmt: skip
    for dealer, is_open in (("D1", True), ("D2", True), ("D3", False)):
        browser = sign_in("dealer", dealer)
        assert ("rebate" in browser.get("/claims/new").text) == is_open, dealer
        file = [("files", ("1.png", PNG + dealer.encode(), "image/png"))]
        sent = browser.post("/claims/new/rebate", {"act": "send", "field.claim_id": f"C-{dealer}"}, files=file)
        assert sent.status_code == (303 if is_open else 404), dealer
    organisations.change(desk.context, desk.admin, north, Particulars("D2", "South"))
    assert "rebate" not in sign_in("dealer", "D2").get("/claims/new").text


def test_sales_are_imported_and_refused_lines_are_named(sign_in: Any) -> None:
    admin = sign_in("admin")
    rows = "sale_id,dealer,invoice_date,total_amount\nS1,D1,2024-03-14,16.00\nS2,D1,03/04/2024,17.00\n"
    file = [("file", ("march.csv", rows.encode(), "text/csv"))]
    refused = admin.post("/admin/imports", {"mode": "all", "source": "default"}, files=file)
    assert refused.status_code == 422
    assert "two ways" in refused.text
    saved = admin.post("/admin/imports", {"mode": "list", "source": "default"}, files=file)
    assert 'filename="refused-march.csv"' in saved.headers["content-disposition"]
    assert "two ways" in saved.text
    assert "march.csv" not in admin.get("/admin/imports").text
    assert "hidden>Import the good lines" in refused.text  # until a script that kept the file shows it
    done = admin.post("/admin/imports", {"mode": "all", "source": "default", "good": "yes"}, files=file)
    page = admin.get(done.headers["location"]).text
    assert re.search(r"<td class=\"amount\">3</td><td><bdi>invoice_date</bdi>", page)
    assert sign_in("manager").get(done.headers["location"]).status_code == 200
    assert sign_in("admin", maker="other").get(done.headers["location"]).status_code == 404
    assert admin.post("/admin/imports", {"mode": "all"}).status_code == 422
    kept = sign_in("admin", language="zh-Hans").get(f"{done.headers['location']}/export")
    assert kept.headers["content-disposition"].startswith('attachment; filename="refused-march.csv"')
    assert kept.text.splitlines()[1] == "3,invoice_date,“03/04/2024”有两种读法；请写成2024-05-31"


def test_dead_work_is_begun_anew(sign_in: Any, desk: Desk) -> None:
    claim = desk.claim(desk.upload())
    with desk.context.database.transaction() as conn:
        due = work.due(conn, work.READ, now=desk.clock(), again_after=desk.clock() - desk.clock())
        for attempt in range(work.MAX_ATTEMPTS):
            desk.clock.forward(600)
            leased = work.lease(conn, due[0].id, owner=str(attempt), now=desk.clock())
            assert leased
            if attempt < 2:
                work.fail(conn, leased, EVIL, desk.clock())
    settle_poison(desk.context, leased, EVIL)
    desk.work()
    assert desk.see(claim).state == "review"
    admin = sign_in("admin")
    page = admin.get("/admin/health").text
    retry = re.search(r'action="(/admin/health/[\w-]+/retry)"', page)
    assert retry
    assert EVIL not in page
    assert "try it again once" in page
    assert sign_in("admin", maker="other").post(retry[1]).status_code == 404
    desk.sales(SALE)
    assert admin.post(retry[1]).headers["location"] == "/admin/health?done=retried"
    assert admin.post(retry[1]).status_code == 404
    desk.work()
    assert desk.see(claim).state == "approved"


def test_settings_are_saved_or_the_fault_is_shown(sign_in: Any) -> None:
    admin = sign_in("admin")

    def shown(page: str) -> dict[str, str]:
        return dict(re.findall(r'name="(\w+)" inputmode="numeric" required maxlength="10" value="(\w*)"', page))

    assert admin.post("/admin/settings", {"hold_minutes": "20", "skip_hours": "1"}).status_code == 303
    wrong = admin.post("/admin/settings", {"hold_minutes": "long", "skip_hours": "2"})
    assert (wrong.status_code, shown(wrong.text)) == (422, {"hold_minutes": "long", "skip_hours": "2"})
    assert wrong.text.count("aria-invalid") == 1
    assert shown(admin.get("/admin/settings").text) == {"hold_minutes": "20", "skip_hours": "1"}


def test_the_log_is_filtered_verified_and_exported(sign_in: Any, here: Context) -> None:
    admin = sign_in("admin")
    org(admin, "D7")
    keys.create(here, maker_id="acme", organisation="D7", role="dealer")
    with here.database.transaction() as conn:
        rows.change(conn, admin.user.id, name="Ada Okafor")
    page = admin.get("/admin/audit", params={"actor": "ada okafor"}).text
    assert "Organisation added" in page
    assert "Key made" not in page.split("<tbody>")[1]
    assert admin.get("/admin/audit", params={"subject": "D7"}).text.count("<bdi>D7</bdi></a>") == 1
    assert "Every chain and every seal holds." in admin.post("/admin/audit/verify").text
    answer = admin.get("/admin/audit/export", params={"action": "organisation.created"})
    assert answer.headers["content-disposition"].startswith("attachment")
    lines = answer.text.splitlines()
    assert len(lines) == 2
    assert admin.user.id in lines[1]
    assert admin.get("/admin/audit", params={"first": "never", "before": "x", "subject": "' or 1=1"}).status_code == 200


def test_people_are_found_page_by_page(sign_in: Any, here: Context) -> None:
    admin = sign_in("admin")
    for number in range(101):
        accounts.create(
            here, maker_id="acme", email=f"p{number:03}@example.com", name=f"Person {number}", organisation="maker",
            role="reviewer",
        )  # fmt: skip
    first = admin.get("/admin/people?role=reviewer").text
    onward = re.search(r'href="(/admin/people\?[^"]*after=[^"]*)"', first)
    assert onward
    assert "p099@" in first
    second = admin.get(html.unescape(onward[1])).text
    assert ("p100@" in second, "p099@" in second) == (True, False)
    assert admin.get("/admin/people?named=PERSON 7").text.count('href="/admin/people/') == 11
    assert "Nobody matches." in admin.get("/admin/people?named=%25").text


def test_staff_find_the_claims_of_one_dealer(sign_in: Any, desk: Desk) -> None:
    desk.claim(desk.upload(name="1"), number="C-1")
    desk.claim(desk.upload(name="2", by="D2"), by="D2", number="C-2")
    page = sign_in("manager").get("/claims?dealer=D2").text
    assert ("C-1" in page, "C-2" in page) == (False, True)
    assert "C-2" not in sign_in("dealer", "D1").get("/claims?dealer=D2").text


def test_claims_are_found_by_the_days_on_which_they_were_submitted(sign_in: Any, desk: Desk) -> None:
    for number in ("C-1", "C-2", "C-3"):
        desk.claim(number=number)
        desk.clock.forward(86400)
    dealer = sign_in("dealer", "D1")
    for days in ("from=2024-05-02&to=2024-05-02", "from=2024-05-03&to=2024-05-01&number=C-2", "from=x&number=C-2"):
        page = dealer.get(f"/claims?{days}").text
        assert [number in page for number in ("C-1<", "C-2<", "C-3<")] == [False, True, False], days
        assert ("This is no day" in page) == ("from=x" in days)  # which narrowed nothing


def test_health_says_how_right_the_approvals_were_that_people_looked_at(desk: Desk, sign_in: Any) -> None:
    text = PROGRAM.replace('version: "1"', 'version: "2"') + "second_decider: {machine: 1}\n"
    programs.publish(desk.context, desk.admin, text, filename="rebate.yaml")
    desk.sales(SALE)
    claim = desk.claim(desk.upload())
    desk.work()
    admin = sign_in("admin")
    assert "checked by people" not in admin.get("/admin/health").text

    with desk.context.database.read() as conn:
        (task,) = tasks.open_of_claim(conn, "acme", claim.id)
    leased = review.lease(desk.context, ANN, task.id, seconds=600)
    said = review.Resolution("approve", (), "The paper says so.")
    review.resolve(desk.context, ANN, task.id, fence=leased.fence, answer=said)

    row = re.search(r'<th scope="row"[^>]*>rebate</th>(.*?)</tr>', admin.get("/admin/health").text)
    assert row
    assert re.findall(r">([^<]+)</td>", row[1]) == ["1", "0", "79.3 %"]


def test_a_question_that_nobody_may_answer_is_told_to_the_administrator(
    desk: Desk, here: Context, sign_in: Any
) -> None:
    asked(desk, 2)
    admin, gone = sign_in("admin"), sign_in("reviewer")
    at = gone.post("/queue/next").headers["location"]
    while at.startswith("/tasks/"):
        fence = re.findall(r'name="fence" value="(\d+)"', gone.get(at).text)[0]
        given = {"fence": fence, "to": "admin", "why": "Look."}
        at = gone.post(f"{at.partition('?')[0]}/escalate", given).headers["location"]
    with desk.context.database.transaction() as conn:
        tasks.bar(conn, "acme", next(t.id for t in review.listed(here, ADMIN) if t.outside_id == "R-0"), admin.user.id)

    assert "nobody here may answer: 1." in admin.get("/queue").text
    health = admin.get("/admin/health").text
    assert ("R-0" in health, "R-1" in health) == (True, False)

    another = sign_in("admin")
    assert "R-0" not in another.get("/admin/health").text
