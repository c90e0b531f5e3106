"""The engine's sentences, as people read them in their language."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from claimcheck import core, intake, reading, services
from claimcheck.core.rules.codes import CODES, Code
from claimcheck.core.rules.programfile import KINDS
from claimcheck.core.values import compare
from claimcheck.model.documents import FIELDS, Pages, Problem
from claimcheck.model.languages import LANGUAGES
from claimcheck.model.said import Said
from claimcheck.model.wire import decode, encode
from claimcheck.services.notices import wording
from claimcheck.services.notices.wording import question_of, reason_of
from claimcheck.services.words import WRITING, catalogue, sentence
from claimcheck.web.schemas import ResolveIn

TELLING = {"Said", "Finding", "Comparison", "Likeness"}
REFUSALS = {"BadFile", "Conflict", "Forbidden", "Invalid", "TooLarge"}
NAMES = {"form", "why", "message", "nothing"}


def told_in(file: Path) -> set[str]:
    """The sentences that a module of the engine says: of findings and comparisons, and those given such a name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLING:
            values: list[ast.expr] = list(node.args)
        elif isinstance(node, ast.Assign) and {getattr(one, "id", "") for one in node.targets} & NAMES:
            values = [node.value]
        else:
            continue
        values += [part for one in values if isinstance(one, ast.IfExp) for part in (one.body, one.orelse)]
        found |= {str(one.value) for one in values if isinstance(one, ast.Constant) and " " in str(one.value)}
    return found


@pytest.mark.parametrize("package", ["claimcheck.services", "claimcheck.web"])
def test_every_language_has_its_ways_of_writing_and_catalogues(package: str) -> None:
    assert tuple(WRITING) == LANGUAGES
    assert all(catalogue(language, package) for language in LANGUAGES)
    assert set(get_args(ResolveIn.model_fields["language"].annotation)) == {"", *LANGUAGES}


def test_all_that_the_engine_says_is_there_in_chinese() -> None:
    folder = Path(core.__file__).parent
    files = [file for file in folder.rglob("*.py") if "extract" not in file.parts and file.name != "programfile.py"]
    said = set[str]().union(*(told_in(file) for file in files)) | {code.question for code in CODES if code.question}
    assert len(said) > 100
    assert {one for one in said if one not in catalogue("zh-Hans")} == set()


def sentences_in(file: Path) -> set[str]:
    """The whole sentences that a module says, docstrings left out; one put together by hand counts too."""
    tree = ast.parse(file.read_text("utf-8"))
    docs = {one.value for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    parts = {part for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values}
    texts = {str(one.value) for one in ast.walk(tree) if isinstance(one, ast.Constant) and one not in docs | parts}
    made = {ast.unparse(one) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr)}
    return {one for one in texts if re.fullmatch(r"[A-Z{].* .*\.", one)} | {one for one in made if ". " in one}


def test_all_that_readers_say_of_files_is_there_in_chinese() -> None:
    folder = Path(reading.__file__).parent
    files = [
        file for file in folder.rglob("*.py") if file.name not in ("ocr.py", "tesseract.py", "netserver.py")
    ]  # to who installs it
    said = set[str]().union(*(sentences_in(file) for file in (*files, Path(intake.__file__))))
    assert len(said) > 50
    assert {one for one in said if one not in catalogue("zh-Hans")} == set()


def refusals_in(file: Path) -> set[str]:
    """What a module refuses with, as a page may say it; what only a log sees has no capital."""
    calls = [one for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.Call) and one.args]
    named = [one.args[0] for one in calls if getattr(one.func, "id", "") in REFUSALS]
    said = {str(one.value) for one in named if isinstance(one, ast.Constant)}
    return {one for one in said if one[0].isupper()} | {
        ast.unparse(one) for one in named if isinstance(one, ast.JoinedStr)
    }


def test_all_that_services_refuse_people_with_is_there_in_chinese() -> None:
    folder = Path(services.__file__).parent
    files = [one for name in ("claiming", "reviewing", "notices", "programs") for one in (folder / name).glob("*.py")]
    said = set[str]().union(*(refusals_in(file) for file in (*files, folder / "tabular.py")))
    assert len(said) > 20
    assert {one for one in said if one not in catalogue("zh-Hans")} == set()


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_every_reason_code_has_a_name_in_both_languages_and_chinese_words_of_its_own(code: Code) -> None:
    assert f"code.{code.code}" in catalogue("en")
    assert f"code.{code.code}" in catalogue("zh-Hans")
    unknown = wording.reason_of("zh-Hans", "no.such", "")
    assert code.code == "document.unreadable" or wording.reason_of("zh-Hans", code.code, "") != unknown


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_field_and_kind_that_a_program_may_speak_of_has_a_name(language: str) -> None:
    names = {f"field.{one}" for one in FIELDS} | {f"kind.{one}" for one in KINDS}
    assert names - set(catalogue(language)) == set()


def test_translations_keep_the_places_of_values() -> None:
    for key, translated in catalogue("zh-Hans").items():
        assert sorted(re.findall(r"\{\w+\}", key)) == sorted(re.findall(r"\{\w+\}", translated)), key


@pytest.mark.parametrize(
    ("said", "english", "chinese"),
    [
        (
            Said("The claim says {field} {claimed}; the document shows {found}.", field="total_amount", claimed="1900",
                 found="1219.24"),
            "The claim says total with tax 1,900; the document shows 1,219.24.",
            "申报的价税合计为1,900，文件上为1,219.24。",
        ),
        (
            Said("{field}: {why}", field="vin", why=compare.dates("2026-05-01", "2026-05-03").explanation),
            "VIN: 1 May 2026 and 3 May 2026 are 2 days apart",
            "VIN：2026年5月1日与2026年5月3日相差2天",
        ),
        (
            Said("Missing: {kinds}; attached: {more}.", kinds="vehicle_licence", more="invoice, receipt"),
            "Missing: vehicle licence; attached: invoice, receipt.",
            "缺少：行驶证；已附：发票、收据。",
        ),
        (  # as a reader says it in its own process, and as it is stored
            decode(Pages, encode(Pages("1", "", problems=(Problem("layers.disagree", Said(
                "{why} Send the document as its issuer made it, or a scan of the print.",
                why=Said("Page {page} carries an amount that cannot be seen on it ({text}).", page=2, text="9.00"),
            )),)))).problems[0].message,
            "Page 2 carries an amount that cannot be seen on it (9.00). "
            "Send the document as its issuer made it, or a scan of the print.",
            "第2页带有页面上看不到的金额（9.00）。请发送开具方的原始文件，或打印件的扫描件。",
        ),
        (
            Said("The claim says {field} {claimed}; the document shows {found}.", field="buyer_name", claimed="A Ltd.",
                 found="Acme Inc."),
            "The claim says buyer A Ltd.; the document shows Acme Inc.",
            "申报的购买方为A Ltd.，文件上为Acme Inc.。",
        ),
        ("wrote by hand", "wrote by hand", "wrote by hand"),
        (  # as it lies with a sheet of before
            Said("{why}; {more_why}", why="must be above zero",
                 more_why=Said("“{text}” is not a date; write 2024-05-31", text="x")),
            "must be above zero; “x” is not a date; write 2024-05-31",
            "须大于零；“x”不是日期；请写成2024-05-31",
        ),
    ],
)  # fmt: skip
def test_a_sentence_in_both_languages(said: str, english: str, chinese: str) -> None:
    assert sentence("en", said) == english
    assert sentence("zh-Hans", said) == chinese


def test_a_sentence_of_an_older_engine_is_told_by_its_code() -> None:
    told = reason_of("zh-Hans", "amount.contradicted", "Some older words.", "1900", "1219.24", "total_amount")
    assert told == "文件上的金额与申报不一致。（申报：1,900；文件：1,219.24）"


def test_a_question_keeps_its_values_in_another_language() -> None:
    why = Said("The check digit of {vin} does not fit.", vin="LZ9Y0D666PR087382")
    asked = Said("{question} {why}", question="Is the VIN right?", why=why)
    assert question_of("en", "", asked) == "Is the VIN right? The check digit of LZ9Y0D666PR087382 does not fit."
    assert question_of("zh-Hans", "", asked) == "VIN是否正确？LZ9Y0D666PR087382的校验位不符。"
