"""Currencies by their marks and codes: what a printed one means."""

from __future__ import annotations

from typing import Final

_MARKS = (
    "MYR=MYR RM=MYR EUR=EUR €=EUR USD=USD US$=USD SGD=SGD S$=SGD HKD=HKD HK$=HKD AUD=AUD A$=AUD CAD=CAD C$=CAD NZ$=NZD "
    "GBP=GBP £=GBP CHF=CHF CNY=CNY RMB=CNY ¥=CNY ￥=CNY 元=CNY "
    "JPY=JPY INR=INR ₹=INR Rs.=INR Rs=INR THB=THB ฿=THB IDR=IDR "
    "Rp=IDR DH=MAD MAD=MAD SEK=SEK NOK=NOK DKK=DKK PLN=PLN zł=PLN CZK=CZK R$=BRL $=$"
)
CURRENCY_MARKS: Final = tuple((mark, code) for mark, _, code in (pair.rpartition("=") for pair in _MARKS.split()))
"""Printed marks and what they mean; a bare `$` is a dollar of some country."""

_ISO_4217 = (
    "AED AFN ALL AMD ANG AOA ARS AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CDF CLP COP CRC "
    "CUP CVE DJF DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF GTQ GYD HNL HTG HUF ILS IQD IRR ISK JMD JOD KES KGS "
    "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MZN NAD NGN NIO "
    "NPR NZD OMR PAB PEN PGK PHP PKR PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SHP SLE SOS SRD SSP STN SVC SYP SZL TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
_SIGNS = (
    "NT$=TWD B$=BND MOP$=MOP Z$=ZWG J$=JMD T$=TOP N$=NAD ₱=PHP ₩=KRW ₺=TRY ₫=VND ₦=NGN ₴=UAH ₲=PYG ₡=CRC ₵=GHS "
    "₸=KZT ₭=LAK ₮=MNT ₪=ILS ₽=RUB ₼=AZN ₾=GEL ৳=BDT KSH=KES KR=SEK FT=HUF LEI=RON KČ=CZK TK=BDT "
    "AU$=AUD CA$=CAD CAN$=CAD CDN$=CAD $CA=CAD $CAN=CAD $US=USD TT$=TTD EC$=XCD RD$=DOP BZ$=BZD BDS$=BBD FJ$=FJD "
    "F$=FJD WS$=WST SI$=SBD LD$=LRD GY$=GYD CI$=KYD MX$=MXN MEX$=MXN COL$=COP CLP$=CLP AR$=ARS CN¥=CNY JP¥=JPY ៛=KHR "
    "֏=AMD ﷼=IRR ₿=XBT BAHT=THB YEN=JPY WON=KRW DONG=VND BIRR=ETB LARI=GEL FCFA=XAF CFA=XAF GH¢=GHS Є=EUR "
    "NIS=ILS USH=UGX TSH=TZS NRS=NPR SLRS=LKR DHS=AED SFR=CHF ZŁ=PLN ZL=PLN KC=CZK ЛВ=BGN РУБ=RUB ГРН=UAH "
    "ДЕН=MKD 円=JPY 圓=TWD 원=KRW ZWL=ZWG BTC=XBT USDT=XBT"
)
OTHER_CURRENCIES: Final = {
    **{code: code for code in _ISO_4217.split()},
    **{sign: code for sign, _, code in (pair.rpartition("=") for pair in _SIGNS.split())},
}
"""Marks that count beside the amount of a total only, for elsewhere many are words: `PEN 2.50`, `TOP 19.90`."""

SHORT_MARKS: Final = {
    "R": "ZAR",
    "K": "ZMW",
    "Q": "GTQ",
    "TL": "TRY",
    "KD": "KWD",
    "JD": "JOD",
    "BD": "BHD",
    "FR": "CHF",
    "EUR": "EUR",
}
"""Likewise, and beside cents only: a few letters before a whole number may be a number's own, or a day's."""
