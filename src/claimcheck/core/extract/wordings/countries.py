"""In whose money a paper is by the country that it comes from: what each country's papers print.

`COUNTRIES` and `TOWNS` end an address and `POSTCODES` stand in one, `TAX_NUMBERS` stand behind their own word, `FORMS`
anywhere, `CALLING` begins a telephone's number. A mark of several currencies names any of them. A new country, or a new
mark of one, is a change here.
"""

from __future__ import annotations

import re
from typing import Final

Codes = tuple[str, ...]


def _places(text: str) -> dict[str, Codes]:
    """Places by name, each with its currencies, from lines `CODE: name, name`."""
    found: dict[str, Codes] = {}
    for line in text.strip().splitlines():
        codes, _, names = line.strip().partition(": ")
        found |= dict.fromkeys(names.split(", "), tuple(codes.split("/")))
    return found


COUNTRIES: Final = _places(
    """
    AED: united arab emirates, u.a.e, uae
    ARS: argentina
    AUD: australia
    BBD: barbados
    BDT: bangladesh
    BHD: bahrain
    BMD: bermuda
    BND: brunei, brunei darussalam
    BRL: brasil, brazil
    BSD: bahamas, the bahamas
    BYN: belarus
    BZD: belize
    CAD: canada
    CHF: schweiz, suisse, svizzera, switzerland, liechtenstein
    CLP: chile
    CNY: china, p.r. china, pr china, p.r.china
    COP: colombia
    CRC: costa rica
    CUP: cuba
    CZK: czech republic, czechia, ceska republika
    DKK: danmark, denmark
    DOP: republica dominicana, dominican republic
    EGP: egypt
    EUR: deutschland, germany, osterreich, austria, france, italia, italy, espana, spain, nederland, netherlands
    EUR: the netherlands, belgique, belgie, belgium, luxembourg, ireland, portugal, suomi, finland, greece, slovenija
    EUR: slovenia, slovensko, slovakia, eesti, estonia, latvija, latvia, lietuva, lithuania, malta, cyprus, hrvatska
    EUR: croatia, monaco
    FJD: fiji
    FKP: falkland islands
    GBP: united kingdom, u.k, uk, great britain, england, scotland, northern ireland, wales
    GHS: ghana
    GIP: gibraltar
    GYD: guyana
    HKD: hong kong, hong kong sar, hongkong
    HUF: hungary, magyarorszag
    IDR: indonesia
    ILS: israel
    INR: india
    ISK: iceland
    JMD: jamaica
    JPY: japan
    KES: kenya
    KPW: north korea, dpr korea
    KRW: korea, south korea, republic of korea
    KYD: cayman islands
    LBP: lebanon, liban
    LKR: sri lanka
    LRD: liberia
    MAD: maroc, morocco
    MDL: moldova
    MMK: myanmar
    MOP: macau, macao
    MUR: mauritius
    MXN: mexico
    MYR: malaysia
    NAD: namibia
    NGN: nigeria
    NIO: nicaragua
    NOK: norge, norway
    NPR: nepal
    NZD: new zealand
    OMR: oman
    PAB/USD: panama
    PEN: peru
    PGK: papua new guinea
    PHP: philippines
    PKR: pakistan
    PLN: polska, poland
    QAR: qatar
    RON: romania
    RUB: россия, russia
    SAR: saudi arabia
    SBD: solomon islands
    SCR: seychelles
    SDG: sudan
    SEK: sverige, sweden
    SGD: singapore
    SHP: saint helena, st helena
    SRD: suriname
    SSP: south sudan
    SYP: syria
    THB: thailand
    TOP: tonga
    TRY: turkiye
    TTD: trinidad and tobago, trinidad & tobago
    TWD: taiwan
    UAH: ukraine
    USD: u.s.a, usa, united states, united states of america, puerto rico, ecuador, el salvador
    UYU: uruguay
    VND: vietnam, viet nam
    WST: samoa
    XAF: cameroun, cameroon, gabon, tchad, congo
    XCD: antigua, saint lucia, st lucia, grenada, dominica, st kitts
    XOF: senegal, cote d'ivoire, mali, burkina faso, togo, benin, niger
    XPF: polynesie francaise, nouvelle-caledonie
    ZAR: south africa
    ZMW: zambia
    ZWG/USD: zimbabwe
    """
)
"""Countries by name, without accents."""
TOWNS: Final = _places(
    """
    AED: dubai, abu dhabi, sharjah, ajman
    ARS: buenos aires
    AUD: sydney, melbourne, brisbane, adelaide, canberra
    BBD: bridgetown
    BDT: dhaka
    BHD: manama
    BND: bandar seri begawan
    BRL: sao paulo, rio de janeiro
    BSD: nassau
    BYN: minsk
    CAD: ontario, quebec, british columbia, alberta, toronto, montreal, vancouver, calgary, ottawa, winnipeg, edmonton
    CHF: zurich, basel, geneve
    CNY: shanghai, beijing, shenzhen, guangzhou
    COP: bogota, medellin
    CUP: la habana
    CZK: praha
    DKK: københavn, kobenhavn, copenhagen, aarhus
    DOP: santo domingo
    EGP: cairo, giza
    EUR: berlin, wien, vienna, madrid, barcelona, roma, milano, lisboa, amsterdam, bruxelles, helsinki
    FJD: suva, nadi
    GBP: london, edinburgh, glasgow
    GHS: accra
    HKD: kowloon
    HUF: budapest
    IDR: jakarta
    ILS: tel aviv, jerusalem
    INR: mumbai, new delhi, bengaluru, bangalore, chennai, kolkata, maharashtra, karnataka, tamil nadu, gujarat
    INR: kerala, telangana, uttar pradesh, haryana, west bengal, rajasthan
    ISK: reykjavik
    JPY: tokyo, osaka, kyoto, yokohama, nagoya, fukuoka
    KES: nairobi
    KPW: pyongyang
    KRW: seoul, busan
    KYD: grand cayman
    LBP: beirut, beyrouth
    LKR: colombo
    LRD: monrovia
    MAD: casablanca, rabat, marrakech, tanger
    MDL: chisinau
    MMK: yangon
    MUR: port louis
    MXN: cdmx, ciudad de mexico, monterrey
    MYR: kuala lumpur, selangor, johor bahru
    NAD: windhoek
    NGN: abuja
    NIO: managua
    NOK: oslo, trondheim
    NPR: kathmandu
    NZD: auckland, christchurch, dunedin
    OMR: muscat
    PGK: port moresby
    PHP: manila, metro manila, makati, quezon city
    PKR: karachi, lahore, islamabad
    PLN: warszawa, warsaw
    QAR: doha
    RON: bucuresti, bucharest
    RUB: москва, moscow
    SAR: riyadh, jeddah
    SBD: honiara
    SDG: khartoum
    SEK: stockholm, goteborg, malmo
    SRD: paramaribo
    SSP: juba
    SYP: damascus
    THB: bangkok
    TOP: nuku'alofa
    TRY: istanbul, ankara
    TTD: port of spain
    TWD: taipei
    UAH: kyiv
    UYU: montevideo
    VND: hanoi, ha noi, ho chi minh city
    WST: apia
    XAF: douala, yaounde, libreville
    XOF: dakar, abidjan, bamako
    XPF: tahiti
    ZAR: johannesburg, cape town, durban, pretoria
    ZMW: lusaka
    ZWG/USD: harare
    """
)
"""Towns and states, without accents; those of two countries are left out."""

_STATES = (
    "A[KRZ]|C[AT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
)
_BRITISH = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LU]?|H[ADGPRSUX]|I[GPV]|K[ATWY]|L[ADELNSU]?|M[EKL]?|"
    "N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_PROVINCES = "AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT"
STATES: Final[dict[str, Codes]] = {
    **dict.fromkeys(_PROVINCES.split("|"), ("CAD",)),
    **dict.fromkeys(("NSW", "VIC", "QLD", "TAS"), ("AUD",)),
}
"""What stands behind a town of the country: those of the United States share too many towns' names."""

Patterns = tuple[tuple[Codes, re.Pattern[str]], ...]


def _patterns(*written: tuple[str, str]) -> Patterns:
    return tuple((tuple(codes.split("/")), re.compile(pattern, re.MULTILINE)) for codes, pattern in written)


_VAT = r"(?i:(?<!uk )(?<!eori )\b(?:vat|tva|btw|ust\W?-? ?id\w*|uid|mwst|moms\w*|iva|alv|di[čc])\b)[^\d\n]{0,16}?\b"
TAX_NUMBERS: Final = _patterns(
    ("AED", r"(?i:\btrn\b)[^\d\n]{0,12}100\d{12}\b"),
    ("ARS", r"(?i:\bcuit\b)[^\d\n]{0,8}\d{2}-?\d{8}-?\d\b"),
    ("AUD", r"(?i:\babn\b)[^\d\n]{0,4}\d{2}[ \d]{9,13}\b"),
    ("BRL", r"(?i:\bcnpj\b)[^\d\n]{0,8}\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}\b"),
    ("CAD", r"\b(?i:GST|HST|QST|TVQ|TPS|TVH)\b[^\d\n]{0,16}\d{5} ?\d{4} ?R[TP] ?\d{4}\b"),
    ("CHF", r"\bCHE[- ]?\d{3}\.?\d{3}\.?\d{3}\b"),
    ("CLP/UYU", r"\b(?i:r\.?u\.?t)\b[^\d\n]{0,6}\d{1,2}\.?\d{3}\.?\d{3}-[\dkK]\b"),
    ("COP/GTQ/BOB", r"\b(?i:n\.?i\.?t)\b[^\d\n]{0,6}\d{3}\.?\d{3}\.?\d{3}(?:-\d)?\b"),
    ("CZK/EUR", r"\b(?i:ič|ičo|ico)\b[^\d\n]{0,4}\d{8}\b"),
    ("CZK", rf"{_VAT}CZ ?\d{{8,10}}\b"),
    ("DKK", rf"(?i:\bcvr\b)[^\d\n]{{0,8}}\d{{2}} ?\d{{2}} ?\d{{2}} ?\d{{2}}\b|{_VAT}DK ?\d{{8}}\b"),
    ("DOP", r"(?i:\brnc\b)[^\d\n]{0,6}\d{9}\b"),
    (
        "EUR",
        rf"{_VAT}(?:DE ?\d{{9}}|DE \d{{3}} \d{{3}} \d{{3}}|ATU ?\d{{8}}|FR ?[A-Z\d]{{2}} ?\d{{3}} ?\d{{3}} ?\d{{3}}|"
        r"IT ?\d{11}|"
        r"ES ?[A-Z]\d{7}[A-Z\d]|NL ?\d{9} ?B ?\d{2}|BE ?[01]\d{3}\.?\d{3}\.?\d{3}|LU ?\d{8}|FI ?\d{8}|"
        r"IE ?\d[A-Z\d]\d{5}[A-Z]{1,2}|PT ?\d{9}|EL ?\d{9}|SK ?\d{10}|SI ?\d{8}|HR ?\d{11})\b|"
        r"(?i:\bsire[tn]\b|\bp\.? ?iva\b|\bpartita iva\b|\b[cn]\.?i\.?f\b)[^\d\n]{0,12}\d|"
        r"(?i:\bsteuer-?(?:nr|nummer)\b)[^\d\n]{0,4}\d{2,3}/\d",
    ),
    ("GBP", rf"{_VAT}GB ?\d{{3}} ?\d{{4}} ?\d{{2}}\b"),
    ("HUF", rf"(?i:ad[oó]sz[aá]m)[^\d\n]{{0,6}}\d{{8}}|{_VAT}HU ?\d{{8}}\b"),
    ("INR", r"(?i:\bgstin\b)|\b\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]\b"),
    ("ISK", r"(?i:\bkennitala\b)[^\d\n]{0,4}\d{6}-?\d{4}\b"),
    ("JPY", r"登録番号[^\dT\n]{0,4}T\d{13}"),
    ("MAD", r"(?:\bI\.?C\.?E\b)[^\d\n]{0,8}\d{15}\b"),
    ("MUR", r"\bBRN\b[^\d\n]{0,6}C\d{8}\b"),
    ("MXN", r"\b(?i:r\.?f\.?c)\b[^\w\n]{0,4}[A-ZÑ&]{3,4}-?\d{6}-?[A-Z\d]{3}\b"),
    ("NOK", r"\b\d{3} ?\d{3} ?\d{3} ?MVA\b"),
    ("NZD", r"(?i:\bnzbn\b)[^\d\n]{0,6}\d{13}\b"),
    ("PEN/PAB/USD/PYG", r"\b(?i:r\.?u\.?c)\b[^\d\n]{0,6}\d{8,13}\b"),
    ("PHP", r"\b(?i:VAT REG(?:ISTERED)? )?TIN\b[^\d\n]{0,6}\d{3}-\d{3}-\d{3}-\d{3,5}\b"),
    ("PKR", r"\b(?:NTN|STRN)\b[^\d\n]{0,8}\d{7}"),
    ("PLN", rf"(?i:\bnip\b)[^\d\n]{{0,6}}\d{{3}}-?\d{{2,3}}-?\d{{2}}-?\d{{2,3}}\b|{_VAT}PL ?\d{{10}}\b"),
    ("RON", rf"(?i:\bcui\b)[^\d\n]{{0,6}}\d{{6,10}}\b|{_VAT}RO ?\d{{6,10}}\b"),
    ("RUB", r"\bИНН\b"),
    ("BYN", r"\bУНП\b"),
    ("SAR", r"(?i:\bvat\b)[^\d\n]{0,16}3\d{13}3\b"),
    ("SEK/NOK", r"(?i:\borg(?:anisasjons|anisations)?\.? ?-?(?:nr|nummer)\b)"),
    ("SEK", rf"{_VAT}SE ?\d{{10}}01\b"),
    (
        "SGD",
        r"(?i:\buen\b|\bgst reg)[^\w\n]{0,6}(?:(?i:no|number)\b\W{0,3})?(?:M\d-?\d{7}-?\w|(?:19|20)\d{7}[A-Z])\b",
    ),
    ("TRY", r"(?i:\bvergi no\b|\bvkn\b)[^\d\n]{0,6}\d{10}\b"),
    ("TWD", r"(?:統一編號|統編)[^\d\n]{0,4}\d{8}"),
)
"""Numbers at tax offices and in registers behind their own word, or in a form that nothing else has."""

POSTCODES: Final = _patterns(
    ("AUD", r"\b(?:NSW|VIC|QLD|TAS) \d{4}\b|, ?(?:WA|SA|ACT|NT) \d{4}\b|[A-Za-z] (?:WA|SA|ACT) \d{4}\W*$"),
    ("CAD", rf"\b(?:{_PROVINCES}),? ?[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b"),
    ("CHF", r"\bCH-\d{4} [A-Z]"),
    ("DKK", r"\bDK-\d{4} [A-ZÆØÅ]"),
    ("EUR", r"\b(?:D|F|A|I|NL|B)-\d{4,5} [A-Z]"),
    (
        "GBP",
        rf"\b(?:{_BRITISH})\d[A-Z\d]? ?\d(?!GB|TB)[ABD-HJLNP-UW-Z]{{2}}"
        r"(?=\W*$|,| (?i:uk|united|england|scotland|gb|tel))",
    ),
    ("NZD", r"\b(?i:auckland|christchurch|dunedin|wellington) \d{4}\b"),
    ("SEK", r"\bSE-\d{3} ?\d{2} [A-ZÅÄÖ]"),
    (
        "USD",
        rf", ?(?:{_STATES}|AL|CO|LA)\.? \d{{5}}\b|"
        rf"[A-Za-z] (?!I[DN]|O[RK]|ME|HI)(?:{_STATES}) \d{{5}}(?:-\d{{4}})?\W*$",
    ),
)
"""Postcodes in their country's own form: many are written as codes of goods and tills are, and speak in an address."""

FORMS: Final = _patterns(
    ("AUD/ZAR/NAD/BWP/PGK/SZL/LSL", r"(?i:\bpty\.?,? ltd\b)"),
    ("CNY", r"发票|人民币"),
    ("EUR/CHF", r"\bGmbH\b|\b(?i:s\.?a\.?r\.?l)\b"),
    ("HKD", r"九龍|新界|香港特別行政區|香港仔|銅鑼灣"),
    ("IDR", r"(?i:\bnpwp\b)"),
    ("INR", r"(?i:\bfssai\b)"),
    ("JPY", r"〒 ?\d{3}-\d{4}|東京都|大阪府|京都府|北海道|[一-龥]{2,3}県"),
    ("KRW", r"사업자|대한민국|서울"),
    ("LKR", r"\b\d{9}-7000\b"),
    ("MOP", r"澳門"),
    ("MXN", r"(?i:\bcfdi\b)"),
    ("MYR/BND", r"(?i:\bs[do]n\.? ?bhd\b|\b(?:lebuh|persiaran)\b)"),
    ("MYR/SGD/BND/IDR", r"(?i:\b(?:jalan|jln|lorong|taman)\b)"),
    ("NOK", r"(?i:\bforetaksregisteret\b)"),
    ("PLN", r"(?i:\bsp\. ?z ?o\. ?o\b)"),
    ("SEK", r"(?i:\bf-skatt|\bgodkänd för f)"),
    ("SGD/FJD", r"(?i:\bpte\.?,? ltd\b)"),
    ("THB", r"เลขประจำตัวผู้เสียภาษี"),
    ("TWD", r"統一編號|統編|臺北|台北|新北市|臺中|高雄"),
    ("TRY", r"(?i:\bvergi dairesi\b)"),
    ("UAH", r"\bЄДРПОУ\b"),
    ("USD/AED/OMR/QAR/EGP", r"\b(?:LLC|L\.L\.C)\b"),
    ("USD/CAD/PHP", r"\bI(?i:nc)\b(?=\.|,|\W*$)"),
    ("XCG/ANG", r"(?i:\bcura[cç]ao\W*$)"),
)
"""Legal forms, words and places in their own script."""

_CALLING = (
    "1=USD 7=RUB/KZT 20=EGP 27=ZAR 30=EUR 31=EUR 32=EUR 33=EUR 34=EUR 36=HUF 39=EUR 40=RON 41=CHF 43=EUR 44=GBP 45=DKK "
    "46=SEK 47=NOK 48=PLN 49=EUR 51=PEN 52=MXN 53=CUP 54=ARS 55=BRL 56=CLP 57=COP 58=VES 60=MYR 61=AUD 62=IDR 63=PHP "
    "64=NZD 65=SGD 66=THB 81=JPY 82=KRW 84=VND 86=CNY 90=TRY 91=INR 92=PKR 93=AFN 94=LKR 95=MMK 98=IRR 211=SSP 212=MAD "
    "213=DZD 216=TND 218=LYD 220=GMD 221=XOF 222=MRU 223=XOF 224=GNF 225=XOF 226=XOF 227=XOF 228=XOF 229=XOF 230=MUR "
    "231=LRD 232=SLE 233=GHS 234=NGN 235=XAF 236=XAF 237=XAF 238=CVE 239=STN 240=XAF 241=XAF 242=XAF 243=CDF 244=AOA "
    "245=XOF 248=SCR 249=SDG 250=RWF 251=ETB 252=SOS 253=DJF 254=KES 255=TZS 256=UGX 257=BIF 258=MZN 260=ZMW 261=MGA "
    "262=EUR 263=ZWG/USD 264=NAD 265=MWK 266=LSL 267=BWP 268=SZL 269=KMF 290=SHP 291=ERN 297=AWG 298=DKK 299=DKK "
    "350=GIP 351=EUR 352=EUR 353=EUR 354=ISK 355=ALL 356=EUR 357=EUR 358=EUR 359=BGN/EUR 370=EUR 371=EUR 372=EUR "
    "373=MDL 374=AMD 375=BYN 376=EUR 377=EUR 378=EUR 380=UAH 381=RSD 382=EUR 385=EUR 386=EUR 387=BAM 389=MKD 420=CZK "
    "421=EUR 423=CHF 500=FKP 501=BZD 502=GTQ 503=USD 504=HNL 505=NIO 506=CRC 507=PAB/USD 509=HTG 590=EUR 591=BOB "
    "592=GYD 593=USD 594=EUR 595=PYG 596=EUR 597=SRD 598=UYU 599=XCG/ANG/USD 670=USD 673=BND 674=AUD 675=PGK 676=TOP "
    "677=SBD 678=VUV 679=FJD 680=USD 685=WST 687=XPF 689=XPF 852=HKD 853=MOP 855=KHR/USD 856=LAK 880=BDT 886=TWD "
    "960=MVR 961=LBP/USD 962=JOD 963=SYP 964=IQD 965=KWD 966=SAR 967=YER 968=OMR 970=ILS/JOD 971=AED 972=ILS 973=BHD "
    "974=QAR 975=BTN 976=MNT 977=NPR 992=TJS 993=TMT 994=AZN 995=GEL 996=KGS 998=UZS "
    "1242=BSD 1246=BBD 1264=XCD 1268=XCD 1345=KYD 1441=BMD 1473=XCD 1658=JMD 1664=XCD 1721=XCG/ANG 1758=XCD 1767=XCD "
    "1784=XCD 1809=DOP 1829=DOP 1849=DOP 1868=TTD 1869=XCD 1876=JMD"
)
_CANADIAN = (
    "204 226 236 249 250 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519 548 "
    "579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942"
)
CALLING: Final[dict[str, Codes]] = {
    **{prefix: tuple(codes.split("/")) for prefix, _, codes in (pair.partition("=") for pair in _CALLING.split())},
    **{f"1{area}": ("CAD",) for area in _CANADIAN.split()},
    **{f"1{area}": () for area in ("800", "833", "844", "855", "866", "877", "888", "900")},
}
"""What a number begins with; of North America's the area's too. What all may call free is nobody's."""
LIKE_NORTH_AMERICAN: Final[Codes] = ("MXN", "PHP", "COP")
"""Countries whose numbers are written as those of North America are, too: `(555) 123-4567`."""
