"""How personal data looks on papers: by the words that announce it, in the languages of the markets, and by its form.

Words stand in tables by language, so that a language is added by a line. What is found here is hidden from checking
companies: a word too many hides something harmless, a word too few shows somebody's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final


def _any(words: Mapping[str, str]) -> str:
    """One alternation of the words of all languages."""
    return "|".join(words.values())


_PHONE_WORDS: Final = _any({
    "en": r"phone|ph|mob\w*|hand\s?phone|h/?p|fax|whats\s?app|cell|call|contact|hotline",
    "many": r"t[eéè]l\w*|gsm|kontakt|telefax",
    "de": r"fon|handy|mobil\w*|fernruf|rufnummer|durchwahl", "fr": r"portable|port",
    "es": r"tlf\w*|tfn?o?|m[oó]vil|cel\w*",
    "it": r"cellulare", "nl": r"mobiel", "pl": r"kom|kom[oó]rka", "pt": r"tlm\w*|telem[oó]vel",
    "ms": r"hubungi|bimbit",
})  # fmt: skip
_PHONE_AFTER: Final = r"(?:(?:no|nr|number|nummer|port|mobile|portable|bimbit|n[°º])\b\W{0,3}){0,2}"
_NUMBER: Final = r"\+?[\d(][\d\s()./-]{5,}\d"

_BANK_WORDS: Final = _any({
    "en": r"a/?c|acc(?:(?:oun)?t)?|sort code|(?:\w+)?bank", "many": r"iban", "de": r"konto\w*|kto|blz",
    "fr": r"rib|compte",
    "es": r"cuenta", "it": r"conto", "nl": r"rekening\w*", "pl": r"rachun\w*", "ms": r"akaun",
})  # fmt: skip

_ID_WORDS: Final = _any({
    "en": r"nric|i/?c\s?no|ic|passport|id card|identity card|driv(?:ing|er'?s) licen[cs]e|national insurance|"
          r"ni (?:no|number)|ssn|social security",
    "de": r"personalausweis|ausweis\w*|reisepass|f[üu]hrerschein\w*|steuer-?id\w*",
    "fr": r"passeport|carte d['’]identit[eé]|cni|permis(?: de conduire)?|s[eé]curit[eé] sociale",
    "es": r"dni|nie|pasaporte", "it": r"c\.?f|codice fiscale|passaporto|carta d['’]identit[aà]",
    "nl": r"bsn|paspoort|rijbewijs", "pl": r"pesel|dow[oó]d(?: osobisty)?|paszport", "pt": r"cpf|bi|passaporte",
    "ms": r"my\s?kad|no\.? k/?p|k/p|kad pengenalan",
})  # fmt: skip
_BORN_WORDS: Final = _any({
    "en": r"born|d\.?o\.?b|date of birth|birth\s?da(?:te|y)", "de": r"geb(?:oren)?(?: am)?|geburts(?:datum|tag)",
    "fr": r"n[eé]\(?e?\)? le|naissance", "es": r"nacimiento|nacid[oa](?: el)?", "it": r"nascita|nat[oa] il",
    "nl": r"geboorte\s?datum", "pl": r"urodzenia|ur", "pt": r"nascimento", "ms": r"tarikh lahir",
})  # fmt: skip
_PLATE_WORDS: Final = _any({
    "en": r"(?:number )?plate|(?:vehicle|car)\.?(?: reg\w*\.?)? (?:no|number)|vrm|vehicle|"
          r"(?<!VAT[ -])(?<!GST[ -])(?<!SST[ -])(?<!company[ -])(?:(?<!tax[ -])|(?<=road[ -]tax[ -]))"
          r"reg(?:istration|n)?(?:\.? (?:no|number))?",
    "de": r"kfz|(?:kfz-|pol\. |amtl\. )?kennz(?:eichen)?", "fr": r"immat\w*|plaque|v[eé]hicule", "es": r"matr[ií]cula",
    "it": r"targa", "nl": r"kenteken", "pl": r"nr rej\w*", "ms": r"no\.? (?:kenderaan|pendaftaran)|plat",
})  # fmt: skip
_PLATE: Final = (
    r"(?=[A-Z0-9 .-]{0,11}\d)(?:[A-ZÄÖÜ]{1,3}[ .-]?[A-Z]{0,3}[ .-]?\d{1,4}[ .-]?[A-Z]{0,3}|[A-Z]{2}\d{2}[ .-]?[A-Z]{3}|"
    r"\d{1,4}[ .-]?[A-Z]{1,3}(?:[ .-]?\d{1,2})?|[A-Z]{2} ?\d{4,5}|[A-Z]{2}-\d{2}-[A-Z]{2})"
)

PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "email": re.compile(r"[\w.+-]{1,64}\s?@\s?(?!\d+[.,]\d)[\w-]+(?:\s?\.\s?\w{2,})+"),
    "phone": re.compile(
        rf"(?:\b(?:{_PHONE_WORDS})\b|\b[MTF]\b(?=[ .:])|电话|手机|传真|联系方式|微信)\W{{0,4}}(?:号码?)?\W{{0,2}}"
        rf"{_PHONE_AFTER}{_NUMBER}|微信号?\W{{0,3}}\w{{5,}}|"
        r"\+\d[\d\s().-]{7,}\d|(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|"
        r"(?<![\d-])0\d{1,3}[-\s]\d{3,4}[-\s]?\d{3,5}(?!\d)|(?<![\d-])0\d{3,4}[-\s]\d{5,8}(?!\d)|"
        r"\(0\d{1,4}\)\s?\d{3,4}[-\s]?\d{3,5}(?!\d)|(?<![\d.,])0\d(?:[ .-]\d\d){4}(?!\d)|"
        r"(?<![\d.,])0\d{2,4}/\d{5,8}(?!\d)|(?<![\d.,-])0[167]\d{8,9}(?!\d)",
        re.IGNORECASE,
    ),
    "bank_account": re.compile(
        rf"(?:\b(?:{_BANK_WORDS})\b|账号|帐号|账户)[^\d\n]{{0,20}}\d[\d\s-]{{4,}}\d|"
        r"(?<!\d)(?:\d{4}[ -]){2,3}\d{2,7}(?!\d)|(?<!\d)\d{16,19}(?!\d)|(?<![*xX])[*xX]{4,}+[\s-]?\d{4}",
        re.IGNORECASE,
    ),
    "person_id": re.compile(
        r"(?<!\d)\d{17}[\dXx](?!\w)|(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[- ]?\d{2}[- ]?\d{4}(?!\d)|"
        rf"(?:\b(?:{_ID_WORDS})\b|身份证|护照|通行证|居住证|军官证|证件|驾驶证|驾照)\W{{0,6}}(?:号码?|no|nr|number|n[°º])?"
        r"\W{0,4}(?=[A-Z0-9 .-]{0,20}\d)[A-Z0-9][A-Z0-9-]*(?:[ .]?[A-Z0-9-]*\d[A-Z0-9-]*)*(?: [A-D]\b)?|"
        r"\b(?:nif|contribuinte)\W{0,6}(?:\d{8}-?[A-Z]|[XYZ]\d{7}-?[A-Z]|[1-3]\d\d ?\d{3} ?\d{3})\b|"
        r"\b[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]\b|\b[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?\d\d ?\d{3} ?\d{3}(?: ?\d\d)?\b|"
        rf"(?:\b(?:{_BORN_WORDS})\b|出生(?:日期)?|生日)[^\d\n]{{0,8}}(?:\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|"
        r"\d[\d./ -]{4,}\d|\d{1,2}\W{1,2}(?:de )?[^\W\d]{3,10}\W{1,2}(?:de )?\d{4}|\d{1,2}, ?\d{4})",
        re.IGNORECASE,
    ),
    "plate_number": re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.\s]?[A-Z0-9]{5,6}|"
        rf"\b(?:{_PLATE_WORDS})\b\W{{0,3}}(?:n[or°º]\b\W{{0,3}})?{_PLATE}\b",
        re.IGNORECASE,
    ),
    "vin": re.compile(r"(?<!\w)[A-HJ-NPR-Z0-9](?:[ -]?[A-HJ-NPR-Z0-9]){12}(?:[ -]?\d){4}(?!\w)"),
    "person": re.compile(
        r"(?<![\w.])(?:(?i:mr|mrs|ms|miss|mdm|madam|dr|encik|puan|cik|tuan|herrn?|frau|mme|mlle|monsieur|madame)\b\.?|"
        r"(?:Sr|Sra|Srta|Sig|Sig\.ra|Sig\.na|Signora?|Dhr|Mevr|Mw|Pn|En|Pan|Pani|Don|Doña)\b\.?|(?:M|D|Dª)\.)\s+"
        r"(?:[A-ZÀ-Þ][\w'’.-]*\s?|(?:bin|binti|von|van|de|a/[lp])(?:\s|$))+|"
        r"(?:[A-ZÀ-Þ][\w'’-]{0,40}\s){1,12}(?i:bin|binti|bte|a/l|a/p)\s(?:[A-ZÀ-Þ][\w'’-]*\s?)+|"
        r"[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐)|(?<=由)[\u4e00-\u9fff]{2,4}?(?=经办|经手|签收|代办|领取|开具)"
    ),
}
"""By kind, or by the field that has a form of its own. A `person` is told by how it is addressed, or named."""

IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", re.IGNORECASE)

_BUYER_LABELS: Final = _any({
    "en": r"(?:bill(?:ed)?|sold|ship(?:ped)?|deliver(?:ed)?|invoiced?)[\s-]{0,2}to|customer(?: name)?|buyer|"
          r"purchaser(?: name)?|client(?: name)?|consignee|recipient|attn|attention|member(?: name)?|owner|insured|"
          r"contact(?: person)?|guest|name|account (?:holder|name)|prepared for|f\.?a\.?o\.?|address",
    "de": r"kunde|kundenname|k[äa]ufer|(?:rechnungs|leistungs)?empf[äa]nger|rechnung an|lieferung an|verkauft an|"
          r"besteller|auftraggeber|(?:fahrzeug)?halter(?:in)?|ansprechpartner(?:in)?|versicherungsnehmer|z\.? ?hd\.?|"
          r"(?:rechnungs|liefer)?(?:adresse|anschrift)",
    "fr": r"factur[ée]e? [àa]|livr[ée]e? [àa]|vendu [àa]|cliente?|acheteur|destinataire|nom du client|nom et pr[ée]nom|"
          r"titulaire|propri[ée]taire|assur[ée]|[àa] l['’]attention de",
    "es": r"factura(?:r|d[oa]) a|comprador|nombre y apellidos|destinatario|titular|datos del cliente|direcci[óo]n|"
          r"domicilio|enviar a|propietario|se[ñn]or\(?es\)?",
    "it": r"spett\.? ?le|intestatario|fatturare a|cessionario(?:/committente)?|acquirente|indirizzo|proprietario",
    "nl": r"klant(?:naam)?|factuur aan|(?:factuur|aflever)?adres|koper|t\.?a\.?v\.?|geleverd aan|eigenaar",
    "pl": r"nabywca|kupuj[ąa]cy|klient|odbiorca|adres dostawy|imi[ęe] i nazwisko|p[łl]atnik|w[łl]a[śs]ciciel",
    "pt": r"faturar a|destinat[áa]rio|morada|exm[oa]\(?a?\)?\.?(?: s(?:enho)?r\(?a?\)?\.?)?|propriet[áa]rio",
    "ms": r"pelanggan|nama(?: pelanggan)?|kepada|bil kepada|dihantar kepada|pembeli|pemilik|alamat",
    "alone in its line": r"(?:herrn?|frau|familie|eheleute|mr|mrs|ms|miss|mme|mlle|monsieur|madame|sra?|srta|"
                         r"sig(?:\.ra|nora?)?|dhr|mevr|pani?)(?=\W*$)",
    "short, with a colon": r"(?:to|an|nom|nombre|nome|naam|doit|gentile)(?=\s?[:：])",
})  # fmt: skip
PERSON_LABELS: Final = re.compile(
    rf"(?:^|(?<=[\s:：|,(]))(?:{_BUYER_LABELS})(?:\b|(?<=\W))(?!\s?(?:no|nr|id|copy|service|n[°º])\b)\s*[:：.]*|"
    r"(?:购买方|购方|买方|购货(?:单位|方)|客户|顾客|姓名|抬头|收货人|收件人|联系人|车主|机主|所有人|被保险人|投保人|经办人|"
    r"收款人|开票人|复核人?(?!日期|时间|单位|部门)|付款(?:人|方(?!式|法)|单位)|乘客|委托人|提货人|会员(?!价|优惠|折|积分)|"
    r"户名|住址|地址)"
    r"(?:名称|姓名|信息)?\s*[:：]*",
    re.IGNORECASE,
)
"""What stands behind one of these, or in the lines below it, says who somebody is."""

_STAFF: Final = _any({
    "en": r"driver|cashier|sales\s?(?:person|man|woman|rep\w*)|clerk|staff|operator|technician|mechanic|advis[eo]r|"
          r"(?:served|advised|assisted|received|collected|issued|prepared|checked|approved|signed|authori[sz]ed) by|"
          r"(?:account|store|shop|branch|duty|general) manager",
    "de": r"verk[äa]ufer(?:in)?|bedient(?:e|en)? sie|bedienung|(?:sach)?bearbeiter(?:in)?|berater(?:in)?|"
          r"beraten (?:von|durch)|(?:kraft)?fahrer(?:in)?|kassierer(?:in)?|monteur(?:in)?|inh(?:aber(?:in)?)?|"
          r"gesch[äa]ftsf[üu]hrer(?:in)?|(?:filial|markt|werkstatt)leiter(?:in)?|bediener(?:in)?|kellner(?:in)?|"
          r"manager(?:in)?(?=\s?[:：])",
    "fr": r"vendeu(?:r|se)|servie? par|caissi(?:er|[eè]re)|conseill(?:er|[eè]re)|h[ôo]tesse|conducteur|conductrice|"
          r"chauffeur|g[ée]rante?(?=\s?:|\W*$)|responsable(?=\s?:|\W*$)",
    "es": r"vendedora?|le atendi[óo]|atendid[oa] por|cajer[oa]|conductora?|dependient[ea]|encargad[oa]",
    "it": r"venditore|venditrice|operatore|cassier[ea]|servit[oa] da|autista|addett[oa]|titolare|"
          r"responsabile(?=\s?:|\W*$)",
    "nl": r"verkoper|verkoopster|(?:geholpen|bediend) door|medewerk(?:er|ster)|kassa(?=\s?:|\W*$)",
    "pl": r"sprzedawca|kasjer(?:ka)?|wystawi[łl]a?|kierowca|obs[łl]ugiwa[łl]a?|sporz[ąa]dzi[łl]a?",
    "pt": r"operadora?|caixa(?=\s?:|\W*$)|motorista|funcion[áa]ri[oa]|empregad[oa]",
    "ms": r"juruwang|jurujual|dilayan oleh|staf|pemandu|(?:disediakan|diluluskan) oleh",
})  # fmt: skip
STAFF_LABELS: Final = re.compile(
    rf"(?:^|(?<=[\s:：|,(]))(?:{_STAFF})\b(?!\s?(?:no|nr|id|copy|service|n[°º])\b)\s*[:：.]*|"
    r"(?:销售(?:员|顾问|经理)|业务员|收银员|店员|导购员?|营业员|服务员|服务顾问|开票员|质检员|配送员|司机|驾驶员|"
    r"(?:签收|经手|领取|持证|负责|验收|送货|填表|法定代表)人|经办(?![人日时单部机])|"
    r"(?:制单|制表|审核|开单)人?(?!日期|时间|单位|部门|编?号))\s*[:：]*",
    re.IGNORECASE,
)
"""What follows one of these on its line is somebody at the seller's; below it may stand the seller itself."""

_SIGNATURE_LABELS: Final = re.compile(
    r"\b(?:signature|signed|signatory|unterschrift|tandatangan|handtekening|podpis|assinatura)\b|签字|签名|签章|盖章|"
    r"\bfirma (?:autorizada|autorizzata|del?|del(?:la|l['’])|y|e|per|cliente|conforme|digital\w*|leggibile)\b",
    re.IGNORECASE,
)
_FIRMA: Final = re.compile(r"\bfirma\s*(?:[:：_.…]|\W*$)", re.IGNORECASE)
"""A signature in Spanish and Italian, a company in German and Polish."""
_FIRMA_IS_A_COMPANY: Final = re.compile(
    r"\b(?:rechnung\w*|beleg\w*|quittung|lieferschein|mwst|ust|kunde|summe|datum|gmbh|faktura|nip|razem|sprzedawca|"
    r"nabywca|sp\. ?z ?o\. ?o)\b",
    re.IGNORECASE,
)
_FIRMA_IS_A_SIGNATURE: Final = re.compile(
    r"\b(?:factura|recibo|fecha|importe|iva|fattura|ricevuta|scontrino|importo|totale)\b", re.IGNORECASE
)


_INTRODUCTIONS: Final = (
    r"you|your|were|was|our|the|name|of|es|sie|ihre?n?|unsere?|wurden?|von|votre|notre|nom|du|vous|su|nuestr[oa]|nombre|"
    r"del|il|la|[vn]ostr[oa]|suo|nome|uw|onze|u|bent|werd|door|seu|sua|o|a|pani?"
)
_ANNOUNCING: Final = re.compile(rf"(?:(?<!\w)(?:{_INTRODUCTIONS})|[^\w(]++)$", re.IGNORECASE)
_LONGEST_INTRODUCTION, _MOST_INTRODUCTIONS = 12, 60


def unannounced(text: str) -> str:
    """What stands before a label on its line without the words that belong to it, as in `You were served by`.

    They are taken off the end one by one, so that a line of dots takes no time.
    """
    end = len(text)
    for _ in range(_MOST_INTRODUCTIONS):
        if not (last := _ANNOUNCING.search(text, max(0, end - _LONGEST_INTRODUCTION), end)):
            break
        end = last.start()
    return text[:end]


def is_a_label(text: str) -> bool:
    """Whether a line is the label of a person, alone or with what it announces."""
    return any(said.match(text.strip()) is not None for said in (PERSON_LABELS, STAFF_LABELS))


def unlabelled(text: str) -> str:
    """What was read for a name, without its label: `Invoice to` as part of a name would hide every `Invoice`."""
    label = PERSON_LABELS.match(text.strip())
    return text.strip()[label.end() :] if label else text


def addressed(text: str) -> str:
    """The name at the end of a line of somebody who is addressed, as in `To Mr Kolja`; empty where there is none."""
    named = [found for found in PATTERNS["person"].finditer(text) if not text[found.end() :].strip(" ,.-")]
    return named[-1][0].split(maxsplit=1)[-1] if named else ""


def asks_to_sign(text: str, page: str) -> bool:
    """Whether somebody signs at a line: by its words, of which `firma` has its sense from the language of the page."""
    if _SIGNATURE_LABELS.search(text):
        return True
    company = _FIRMA_IS_A_COMPANY.search(page) and not _FIRMA_IS_A_SIGNATURE.search(page)
    return _FIRMA.search(text) is not None and not company
