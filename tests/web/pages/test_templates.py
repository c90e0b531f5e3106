"""What a page always says in the same words is in its template already when it is drawn."""

from __future__ import annotations

import re
from importlib.resources import files

from claimcheck.web.pages.templates import Templates
from claimcheck.web.pages.words import word


def drawn(language: str, source: str) -> str:
    """A template of one's own, where words can only come from the catalogue: `t` says nothing."""
    return Templates(language).from_string(source).render(t=lambda key, **_: f"asked for {key}")


def test_words_stand_in_the_template_in_the_readers_language() -> None:
    assert drawn("en", "<b>{{ t('Claims') }}</b>") == "<b>Claims</b>"
    assert drawn("zh-Hans", "<b>{{ t('Claims') }}</b>") == f"<b>{word('zh-Hans', 'Claims')}</b>"


def test_words_that_depend_on_a_value_are_asked_for() -> None:
    assert drawn("en", "{% set one = 'vin' %}{{ t('field.' + one) }}") == "asked for field.vin"
    assert drawn("en", "{{ t('{n} d', n=3) }}") == "asked for {n} d"


def test_scripts_stand_before_the_page_that_they_serve() -> None:
    """Nobody clicks or types into a page before its scripts listen: a deferred one would come after it."""
    pages = files("claimcheck.web") / "templates"
    tags = [tag for page in pages.iterdir() for tag in re.findall(r"<script[^>]*>", page.read_text(encoding="utf-8"))]
    assert {tag for tag in tags if not re.fullmatch(r"""<script src="\{\{ static\('\w+\.js'\) \}\}">""", tag)} == set()
    assert tags
