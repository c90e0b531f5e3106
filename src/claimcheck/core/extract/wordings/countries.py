"""In whose money a paper is by the country that it comes from: what each country's papers print.

`PLACES` end an address, `PRINTED` stands anywhere, `CALLING` begins a telephone's number. A mark of several currencies
names any of them. A new country, or a new mark of one, is a change here.
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


PLACES: Final = _places(
    """
    AED: united arab emirates, u.a.e, uae, dubai, abu dhabi, sharjah, ajman
    ARS: argentina, buenos aires
    AUD: australia, sydney, melbourne, brisbane, adelaide, canberra
    BBD: barbados, bridgetown
    BDT: bangladesh, dhaka
    BHD: bahrain, manama
    BMD: bermuda
    BND: brunei, brunei darussalam, bandar seri begawan
    BRL: brasil, brazil, sao paulo, rio de janeiro
    BSD: bahamas, the bahamas, nassau
    BYN: belarus, minsk
    BZD: belize
    CAD: canada, ontario, quebec, british columbia, alberta, toronto, montreal, vancouver, calgary, ottawa
    CAD: winnipeg, edmonton
    CHF: schweiz, suisse, svizzera, switzerland, liechtenstein, zurich, basel, geneve
    CLP: chile
    CNY: china, p.r. china, pr china, p.r.china, shanghai, beijing, shenzhen, guangzhou
    COP: colombia, bogota, medellin
    CRC: costa rica
    CUP: cuba, la habana
    CZK: czech republic, czechia, ceska republika, praha
    DKK: danmark, denmark, københavn, kobenhavn, copenhagen, aarhus
    DOP: republica dominicana, dominican republic, santo domingo
    EGP: egypt, cairo, giza
    EUR: deutschland, germany, osterreich, austria, france, italia, italy, espana, spain, nederland, netherlands
    EUR: the netherlands, belgique, belgie, belgium, luxembourg, ireland, portugal, suomi, finland, greece, slovenija
    EUR: slovenia, slovensko, slovakia, eesti, estonia, latvija, latvia, lietuva, lithuania, malta, cyprus, hrvatska
    EUR: croatia, monaco, berlin, wien, vienna, madrid, barcelona, roma, milano, lisboa, amsterdam, bruxelles, helsinki
    FJD: fiji, suva, nadi
    FKP: falkland islands
    GBP: united kingdom, u.k, uk, great britain, england, scotland, northern ireland, wales, london, edinburgh, glasgow
    GHS: ghana, accra
    GIP: gibraltar
    GYD: guyana
    HKD: hong kong, hong kong sar, kowloon, hongkong
    HUF: hungary, magyarorszag, budapest
    IDR: indonesia, jakarta
    ILS: israel, tel aviv, jerusalem
    INR: india, mumbai, new delhi, bengaluru, bangalore, chennai, kolkata, maharashtra, karnataka
    INR: tamil nadu, gujarat, kerala, telangana, uttar pradesh, haryana, west bengal, rajasthan
    ISK: iceland, reykjavik
    JMD: jamaica
    JPY: japan, tokyo, osaka, kyoto, yokohama, nagoya, fukuoka
    KES: kenya, nairobi
    KPW: north korea, dpr korea, pyongyang
    KRW: korea, south korea, republic of korea, seoul, busan
    KYD: cayman islands, grand cayman
    LBP: lebanon, liban, beirut, beyrouth
    LKR: sri lanka, colombo
    LRD: liberia, monrovia
    MAD: maroc, morocco, casablanca, rabat, marrakech, tanger
    MDL: moldova, chisinau
    MMK: myanmar, yangon
    MOP: macau, macao
    MUR: mauritius, port louis
    MXN: mexico, cdmx, ciudad de mexico, monterrey
    MYR: malaysia, kuala lumpur, selangor, johor bahru
    NAD: namibia, windhoek
    NGN: nigeria, abuja
    NIO: nicaragua, managua
    NOK: norge, norway, oslo, trondheim
    NPR: nepal, kathmandu
    NZD: new zealand, auckland, christchurch, dunedin
    OMR: oman, muscat
    PAB/USD: panama
    PEN: peru
    PGK: papua new guinea, port moresby
    PHP: philippines, manila, metro manila, makati, quezon city
    PKR: pakistan, karachi, lahore, islamabad
    PLN: polska, poland, warszawa, warsaw
    QAR: qatar, doha
    RON: romania, bucuresti, bucharest
    RUB: россия, russia, москва, moscow
    SAR: saudi arabia, riyadh, jeddah
    SBD: solomon islands, honiara
    SCR: seychelles
    SDG: sudan, khartoum
    SEK: sverige, sweden, stockholm, goteborg, malmo
    SGD: singapore
    SHP: saint helena, st helena
    SRD: suriname, paramaribo
    SSP: south sudan, juba
    SYP: syria, damascus
    THB: thailand, bangkok
    TOP: tonga, nuku'alofa
    TRY: turkiye, istanbul, ankara
    TTD: trinidad and tobago, trinidad & tobago, port of spain
    TWD: taiwan, taipei
    UAH: ukraine, kyiv
    USD: u.s.a, usa, united states, united states of america, puerto rico, ecuador, el salvador
    UYU: uruguay, montevideo
    VND: vietnam, viet nam, hanoi, ha noi, ho chi minh city
    WST: samoa, apia
    XAF: cameroun, cameroon, douala, yaounde, gabon, libreville, tchad, congo
    XCD: antigua, saint lucia, st lucia, grenada, dominica, st kitts
    XOF: senegal, dakar, cote d'ivoire, abidjan, mali, bamako, burkina faso, togo, benin, niger
    XPF: polynesie francaise, nouvelle-caledonie, tahiti
    ZAR: south africa, johannesburg, cape town, durban, pretoria
    ZMW: zambia, lusaka
    ZWG/USD: zimbabwe, harare
    """
)
"""Countries, states and towns, without accents, that nothing else is called: those of two countries are left out."""

_STATES = (
    "A[KRZ]|C[AT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
)
_BRITISH = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LU]?|H[ADGPRSUX]|I[GPV]|K[ATWY]|L[ADELNSU]?|M[EKL]?|"
    "N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
PRINTED: Final[tuple[tuple[Codes, re.Pattern[str]], ...]] = tuple(
    (tuple(codes.split("/")), re.compile(pattern, re.MULTILINE))
    for codes, pattern in (
        ("AED", r"(?i:\btrn\b)[^\d\n]{0,12}100\d{12}\b"),
        ("ARS", r"(?i:\bcuit\b)[^\d\n]{0,8}\d{2}-?\d{8}-?\d\b"),
        (
            "AUD",
            r"(?i:\babn\b)[^\d\n]{0,4}\d{2}[ \d]{9,13}\b|\b(?:NSW|VIC|QLD|TAS) \d{4}\b|"
            r", ?(?:WA|SA|ACT|NT) \d{4}\b|[A-Za-z] (?:WA|SA|ACT) \d{4}\W*$",
        ),
        ("AUD/ZAR/NAD/BWP/PGK/SZL/LSL", r"(?i:\bpty\.?,? ltd\b)"),
        ("BRL", r"(?i:\bcnpj\b)|\b\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}\b"),
        (
            "CAD",
            r"\b(?i:GST|HST|QST|TVQ|TPS|TVH)\b[^\d\n]{0,16}\d{5} ?\d{4} ?R[TP] ?\d{4}\b|"
            r"\b(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT),? ?[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b",
        ),
        ("CHF", r"\bCHE[- ]?\d{3}\.?\d{3}\.?\d{3}\b|\bCH-\d{4} [A-Z]"),
        ("CLP/UYU", r"\b(?i:r\.?u\.?t)\b[^\d\n]{0,6}\d{1,2}\.?\d{3}\.?\d{3}-[\dkK]\b"),
        ("CNY", r"发票|人民币"),
        ("COP/GTQ/BOB", r"\b(?i:n\.?i\.?t)\b[^\d\n]{0,6}\d{3}\.?\d{3}\.?\d{3}(?:-\d)?\b"),
        ("CZK/EUR", r"\b(?i:i[čc]o?)\b[^\d\n]{0,4}\d{8}\b"),
        ("CZK", r"\bCZ ?\d{8,10}\b"),
        ("DKK", r"(?i:\bcvr\b)[^\d\n]{0,8}\d{2} ?\d{2} ?\d{2} ?\d{2}\b|\bDK ?\d{8}\b|\bDK-\d{4} [A-ZÆØÅ]"),
        ("DOP", r"(?i:\brnc\b)[^\d\n]{0,6}\d{9}\b"),
        (
            "EUR",
            r"\b(?:DE ?\d{9}|DE \d{3} \d{3} \d{3}|ATU ?\d{8}|FR ?[A-Z\d]{2} ?\d{3} ?\d{3} ?\d{3}|IT ?\d{11}|"
            r"ES ?[A-Z]\d{7}[A-Z\d]|NL ?\d{9} ?B ?\d{2}|BE ?[01]\d{3}\.?\d{3}\.?\d{3}|LU ?\d{8}|FI ?\d{8}|"
            r"IE ?\d[A-Z\d]\d{5}[A-Z]{1,2}|PT ?\d{9}|EL ?\d{9}|SK ?\d{10}|SI ?\d{8}|HR ?\d{11})\b|"
            r"(?i:\bsire[tn]\b|\bp\.? ?iva\b|\bpartita iva\b|\bust-?id\b|\b[cn]\.?i\.?f\b)[^\d\n]{0,12}\d|"
            r"\b(?:D|F|A|I|NL|B)-\d{4,5} [A-Z]",
        ),
        ("EUR/CHF", r"\bGmbH\b|\b(?i:s\.?a\.?r\.?l)\b"),
        (
            "GBP",
            rf"\b(?:{_BRITISH})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}(?=\W*$|,| (?i:uk|united|england|scotland|gb|tel))|"
            r"\bGB ?\d{3} ?\d{4} ?\d{2}\b",
        ),
        ("HKD", r"九龍|新界|香港特別行政區|香港仔|銅鑼灣"),
        ("HUF", r"\bHU ?\d{8}\b|(?i:ad[oó]sz[aá]m)"),
        ("IDR", r"(?i:\bnpwp\b)"),
        ("INR", r"(?i:\bgstin\b|\bfssai\b)|\b\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]\b"),
        ("ISK", r"(?i:\bkennitala\b|\bkt\.)[^\d\n]{0,4}\d{6}-?\d{4}\b"),
        ("JPY", r"〒 ?\d{3}-\d{4}|東京都|大阪府|京都府|北海道|[一-龥]{2,3}県|登録番号[^\dT\n]{0,4}T\d{13}"),
        ("KRW", r"사업자|대한민국|서울"),
        ("LKR", r"\b\d{9}-7000\b"),
        ("MAD", r"(?:\bI\.?C\.?E\b)[^\d\n]{0,8}\d{15}\b"),
        ("MOP", r"澳門"),
        ("MUR", r"\bBRN\b[^\d\n]{0,6}C\d{8}\b"),
        ("MXN", r"\b(?i:r\.?f\.?c)\b[^\w\n]{0,4}[A-ZÑ&]{3,4}-?\d{6}-?[A-Z\d]{3}\b|(?i:\bcfdi\b)|\bC\.?P\.? \d{5}\b"),
        ("MYR/BND", r"(?i:\bs[do]n\.? ?bhd\b)"),
        ("MYR/SGD/BND/IDR", r"(?i:\bjalan\b|\bjln\b)"),
        ("NOK", r"\b\d{3} ?\d{3} ?\d{3} ?MVA\b|(?i:\bforetaksregisteret\b)"),
        ("NZD", r"(?i:\bnzbn\b)|\b(?i:auckland|christchurch|dunedin|wellington) \d{4}\b"),
        ("PEN/PAB/USD/PYG", r"\b(?i:r\.?u\.?c)\b[^\d\n]{0,6}\d{8,13}\b"),
        ("PHP", r"\b(?i:VAT REG(?:ISTERED)? )?TIN\b[^\d\n]{0,6}\d{3}-\d{3}-\d{3}-\d{3,5}\b"),
        ("PKR", r"\b(?:NTN|STRN)\b[^\d\n]{0,8}\d{7}"),
        ("PLN", r"(?i:\bnip\b)[^\d\n]{0,6}\d{3}-?\d{2,3}-?\d{2}-?\d{2,3}\b|\bPL ?\d{10}\b|(?i:\bsp\. ?z ?o\. ?o\b)"),
        ("RON", r"\bRO ?\d{6,10}\b"),
        ("RUB", r"\bИНН\b"),
        ("BYN", r"\bУНП\b"),
        ("SAR", r"\b3\d{13}3\b"),
        ("SEK/NOK", r"(?i:\borg(?:anisasjons|anisations)?\.? ?-?(?:nr|nummer)\b)"),
        ("SEK", r"\bSE ?\d{10}01\b|\bSE-\d{3} ?\d{2} [A-ZÅÄÖ]|(?i:\bf-skatt|\bgodkänd för f)"),
        ("SGD/FJD", r"(?i:\bpte\.?,? ltd\b)"),
        (
            "SGD",
            r"(?i:\buen\b|\bgst reg)[^\w\n]{0,6}(?:(?:no|number)\b\W{0,3})?(?:M\d-?\d{7}-?\w|(?:19|20)\d{7}[A-Z])\b",
        ),
        ("THB", r"เลขประจำตัวผู้เสียภาษี"),
        ("TWD", r"統一編號|統編|臺北|台北|新北市|臺中|高雄"),
        ("TRY", r"(?i:\bvergi (?:dairesi|no)\b|\bvkn\b)"),
        ("UAH", r"\bЄДРПОУ\b"),
        ("USD", rf", ?(?:{_STATES}|AL|CO|LA)\.? \d{{5}}\b|[A-Za-z] (?:{_STATES}) \d{{5}}(?:-\d{{4}})?\W*$"),
        ("USD/AED/OMR/QAR/EGP", r"\b(?:LLC|L\.L\.C)\b"),
        ("USD/CAD/PHP", r"\bI(?i:nc)\b(?=\.|,|\W*$)"),
        ("XCG/ANG", r"(?i:\bcura[cç]ao\W*$)"),
        ("ZAR", r"(?i:\bvat (?:reg|no)\b)[^\d\n]{0,10}4\d{9}\b"),
    )
)
"""Numbers at tax offices and in registers, postcodes in their own form, legal forms; each is sought in a cell."""

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
