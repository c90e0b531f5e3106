"""Currencies by their marks and codes: what a printed one may mean."""

from __future__ import annotations

from typing import Final


def _table(text: str) -> dict[str, tuple[str, ...]]:
    return {sign: tuple(codes.split("/")) for sign, _, codes in (pair.rpartition("=") for pair in text.split())}


_DOLLARS = (
    "MYR/SGD/USD/AUD/NZD/CAD/HKD/TWD/MXN/CLP/COP/ARS/UYU/DOP/BND/FJD/TTD/XCD/JMD/BBD/BSD/BZD/BMD/KYD/GYD/SRD/LRD/NAD/"
    "SBD/CUP/MOP/CVE/TOP/WST/ZWG"
)
CURRENCY_MARKS: Final = _table(
    "MYR=MYR RM=MYR EUR=EUR €=EUR USD=USD US$=USD SGD=SGD S$=SGD HKD=HKD HK$=HKD AUD=AUD A$=AUD CAD=CAD C$=CAD/NIO "
    "NZ$=NZD GBP=GBP £=GBP/EGP/LBP/SYP/SDG/SSP/GIP/FKP/SHP CHF=CHF CNY=CNY RMB=CNY ¥=CNY ￥=CNY 元=CNY "
    "JPY=JPY INR=INR ₹=INR Rs.=INR/PKR/LKR/NPR/MUR/SCR Rs=INR/PKR/LKR/NPR/MUR/SCR THB=THB ฿=THB IDR=IDR "
    f"Rp=IDR DH=MAD/AED MAD=MAD SEK=SEK NOK=NOK DKK=DKK PLN=PLN zł=PLN CZK=CZK R$=BRL $={_DOLLARS} "
    "美元=USD 美金=USD 港元=HKD 港币=HKD 欧元=EUR 日元=JPY 英镑=GBP 澳元=AUD 韩元=KRW 新台币=TWD"
)
"""Printed marks, and all currencies that are written so."""

_ISO_4217 = (
    "AED AFN ALL AMD ANG AOA ARS AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CDF CLP COP CRC "
    "CUP CVE DJF DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF GTQ GYD HNL HTG HUF ILS IQD IRR ISK JMD JOD KES KGS "
    "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MZN NAD NGN NIO "
    "NPR NZD OMR PAB PEN PGK PHP PKR PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SHP SLE SOS SRD SSP STN SVC SYP SZL TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
OTHER_CURRENCIES: Final = {code: (code,) for code in _ISO_4217.split()} | _table(
    "NT$=TWD B$=BND/BSD MOP$=MOP Z$=ZWG J$=JMD T$=TOP N$=NAD ₱=PHP/CUP ₩=KRW/KPW ₺=TRY ₫=VND ₦=NGN ₴=UAH ₲=PYG "
    "₡=CRC/SVC ₵=GHS ₸=KZT ₭=LAK ₮=MNT ₪=ILS ₽=RUB ₼=AZN ₾=GEL ৳=BDT KSH=KES KR=SEK/NOK/DKK/ISK FT=HUF LEI=RON/MDL "
    "KČ=CZK TK=BDT AU$=AUD CA$=CAD CAN$=CAD CDN$=CAD $CA=CAD $CAN=CAD $US=USD TT$=TTD EC$=XCD RD$=DOP BZ$=BZD BDS$=BBD "
    "BD$=BMD/BBD FJ$=FJD F$=FJD WS$=WST SI$=SBD LD$=LRD GY$=GYD CI$=KYD MX$=MXN MEX$=MXN COL$=COP CLP$=CLP AR$=ARS "
    "CN¥=CNY JP¥=JPY ៛=KHR ֏=AMD ﷼=IRR/SAR/QAR/YER/OMR ₿=XBT BAHT=THB YEN=JPY WON=KRW/KPW DONG=VND BIRR=ETB LARI=GEL "
    "FCFA=XAF/XOF CFA=XAF/XOF GH¢=GHS Є=EUR NIS=ILS USH=UGX TSH=TZS NRS=NPR SLRS=LKR DHS=AED/MAD SFR=CHF ZŁ=PLN ZL=PLN "
    "KC=CZK ЛВ=BGN РУБ=RUB/BYN ГРН=UAH ДЕН=MKD 円=JPY 圓=TWD/HKD/JPY/MOP 원=KRW/KPW ZWL=ZWG BTC=XBT USDT=XBT"
)
"""Marks that count beside the amount of a total only, for elsewhere many are words: `PEN 2.50`, `TOP 19.90`."""

SHORT_MARKS: Final = _table(
    "R=ZAR K=ZMW/PGK/MMK Q=GTQ TL=TRY KD=KWD JD=JOD BD=BHD FR=CHF/XPF/DJF/XAF/XOF/GNF/RWF/BIF/KMF EUR=EUR"
)
"""Likewise, and beside cents only: a few letters before a whole number may be a number's own, or a day's."""

USUALLY: Final = frozenset({"£", "RS", "RS.", "DH", "C$", "FR", "₱", "₩", "원", "WON", "₡"})
"""Signs that mean the first of their currencies, unless the program's own is another of them."""

_OF_COUNTRIES = {
    "dollar": "us=USD american=USD singapore=SGD brunei=BND hong_kong=HKD australian=AUD canadian=CAD new_zealand=NZD "
    "taiwan=TWD fiji=FJD jamaican=JMD barbados=BBD",
    "pound": "british=GBP egyptian=EGP lebanese=LBP",
    "rupee": "indian=INR pakistani=PKR pakistan=PKR sri_lankan=LKR nepalese=NPR mauritian=MUR",
    "dirham": "uae=AED emirati=AED moroccan=MAD",
    "peso": "mexican=MXN philippine=PHP colombian=COP argentine=ARS chilean=CLP",
    "franc": "swiss=CHF",
    "krone": "danish=DKK norwegian=NOK",
    "kroner": "danish=DKK norwegian=NOK",
    "krona": "swedish=SEK icelandic=ISK",
    "kronor": "swedish=SEK",
}
NAMES: Final = {
    "euro": "EUR",
    "ringgit": "MYR",
    "pound sterling": "GBP",
    "pounds sterling": "GBP",
    "schweizer franken": "CHF",
    "japanese yen": "JPY",
    "thai baht": "THB",
    **{
        f"{country.replace('_', ' ')} {unit}": code
        for unit, countries in _OF_COUNTRIES.items()
        for country, _, code in (pair.partition("=") for pair in countries.split())
    },
}
"""Currencies by their names in full, in the singular."""
