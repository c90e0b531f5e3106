"""Which names that were read for a party may be told: whom claim or sale state, and companies.

Of all others nobody knows whether they are somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from claimcheck.core.personal.names import names_a_company, names_somebody
from claimcheck.core.personal.secrets import fold
from claimcheck.core.personal.vocabulary import of_wares
from claimcheck.core.personal.wares import CHINESE_WARES, is_ware
from claimcheck.core.personal.words import also_a_name, known, spelled

PARTIES: Final = frozenset({"seller_name", "buyer_name", "address"})
"""Fields that say who somebody is or where."""

_NEAR: Final = 80.0
_SHORTEST: Final = 4
_WORD: Final = re.compile(r"[^\W\d_\u4e00-\u9fff]+")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_TRADES: Final = (
    "shop* store stores mart supermarket* hypermarket* minimarket* market markets trading enterprise enterprises "
    "company holding holdings group motors supplies supply services service industries hardware engineering "
    "electrical electronics machinery furniture restaurant* cafe hotel* pharmacy bakery workshop* wholesale retail "
    "imports exports logistics solutions systems technologies ventures works centre center factors dealers "
    "handelsgesellschaft* handelshaus* vertrieb* baumarkt* *markt autohaus* möbelhaus* "
    "warenhaus* werkstatt* apotheke* bäckerei* drogerie* tankstelle* "
    "magasin* boutique* garage* pharmacie* boulangerie* librairie* quincaillerie* supermarché* établissements ets "
    "tienda* taller talleres ferretería* farmacia* panadería* comercial almacenes suministros servicios librería* "
    "negozio* officina* ferramenta panificio* supermercato* forniture servizi autofficina* concessionaria "
    "winkel* drogist* apotheek* bakkerij* autobedrijf* bouwmarkt* groothandel* "
    "sklep* warsztat* apteka piekarnia* hurtownia* serwis* zakład* przedsiębiorstwo* "
    "loja* oficina* padaria* mercearia* comércio* armazém* armazéns "
    "kedai* pasaraya* perniagaan* syarikat* bengkel* farmasi* restoran*"
)
"""Words of shops and trades, by language: nobody's name holds one."""

_SHOPS: Final = spelled(_TRADES.split())
_WARES: Final = of_wares(())
_SHOPS_HAN: Final = re.compile("超市|商场|商店|商行|商贸|贸易|经营部|门市|专卖|中心|工厂|酒店|药房|书城")


def may_be_told(name: str, said: str, stated: Iterable[tuple[str, str]]) -> bool:
    """Whether what was read for a party may be told to who must not know persons.

    That is so where the claim or the sales record states it, or what it is held against is near it; where it names a
    company or a shop; and where it says nothing but words of a sale. An address may be told only where it is stated.

    Args:
        name: the field.
        said: what was read.
        stated: fields and values of claim and sales record.
    """
    value = fold(said)[0]
    if name not in PARTIES or not value:
        return True
    if any(_near(value, fold(text)[0]) for field, text in stated if field == name):
        return True
    return name != "address" and (names_a_shop(said) or _says_nothing(said))


def names_a_shop(said: str) -> bool:
    """Whether a name is a company's or a shop's: by its legal form, a word of shops, or what is sold there."""
    if names_a_company(said) or _SHOPS_HAN.search(said):
        return True
    wholes, begun, ends = _SHOPS
    if _HAN.search(said):
        return not names_somebody(said) and any(
            run[at : at + length] in CHINESE_WARES
            for run in _HAN.findall(said) for at in range(len(run)) for length in range(2, 8)
        )  # fmt: skip
    folded = [(word, fold(word)[0]) for word in _WORD.findall(said)]
    return any(
        one in wholes
        or one.startswith(begun)
        or one.endswith(ends)
        or (is_ware(word) and _WARES.judge(word) == "known")
        for word, one in folded
    )


def _near(value: str, stated: str) -> bool:
    """Whether two names are the same but for what a reader confuses, or one is the beginning of the other."""
    if value == stated:
        return True
    return min(len(value), len(stated)) >= _SHORTEST and (
        stated.startswith(value) or fuzz.ratio(value, stated) >= _NEAR
    )


def _says_nothing(said: str) -> bool:
    words = _WORD.findall(said)
    return bool(words) and not _HAN.search(said) and all(known(word) and not also_a_name(word) for word in words)
