"""What papers are called that look like a proof of sale and are none, as data: a new word or language is a change here.

Patterns are matched whole over `text.label_key`: lower-case letters without accents, single blanks, numbers left out.
"""

from __future__ import annotations

import re
from typing import Final

from claimcheck.core.extract.wordings import no_sale_abroad, no_sale_chinese

_PAPER = r"(?:receipt|slip|note|bill|invoice|sales?|transaction|payment|copy|document|ticket|order)"

_TAKEN_BACK_STAMPS: Final = (
    rf"(?:{_PAPER} )?(?:refund(?:ed)?|void(?:ed)?|cancel(?:l?ed|lation)?|revers(?:ed|al)|sales? return)"
    rf"(?: {_PAPER})?(?: (?:in full|on|by customer|successful))?",
    rf"(?:{_PAPER}|card) (?:declined|rejected|failed)|declined|charge ?back|not approved|goods return(?:s|"
    rf"ed)?(?: {_PAPER})?",
    r"batal|dibatalkan|(?:resit|invois|jualan) (?:batal|dibatalkan)|bayaran balik|pulangan barang",
    r"storn(?:o|iert|ierung|obeleg|obon|orechnung)|annulliert|(?:zahlung )?abgelehnt|(?:vorgang )?abgebrochen|ungultig",
    r"remboursement|rembourse|annulee?|annulation|(?:transaction|vente) annulee|(?:paiement )?refusee?|ticket annule",
    r"rimborso|annullat[oa]|annullamento|storno|(?:transazione|vendita) (?:annullata|negata)|"
    r"pagamento (?:rifiutato|negato)",
    r"devolucion|reembolso|anulad[oa]|anulacion|(?:operacion|venta) (?:anulada|denegada)|pago (?:rechazado|denegado)",
    r"(?:此|本|该)?(?:发票|發票|票据|单据|小票|交易|订单)?(?:已)?(?:作废|作廢|红冲|冲红|紅沖|退款|取消|撤销|"
    r"冲正)(?:单|成功)?",
    r"红字(?:发票|冲销)?|退货单?|退貨單?|退款单|退款單",
)
"""Stamps and titles of what was taken back or never came about."""

_TAKEN_BACK_TITLES: Final = (
    rf"returns?(?: {_PAPER})|(?:credit|cancellation|reversal) (?:note|memo|invoice)|exchange (?:receipt|slip|note)|"
    r"(?:\w+ ){1,2}(?:cancellation|reversal) (?:note|memo|invoice)|"
    r"(?:(?!(?:cash|invoice|bill|receipt|and|or|less|minus|see|refer|to) )\w+ ){1,2}credit note|"
    r"(?:(?!(?:cash|credit|retail|invoice|bill|receipt|memo|and|or) )\w+ ){1,2}credit memo|"
    r"(?:self billed|corrective|partial|customer) credit invoice",
    r"\w*gutschrift(?:snote)?|(?:stornierte|annullierte) (?:rechnung|quittung)|"
    r"rechnungskorrektur|korrekturrechnung|ruckgabebeleg|retoure|ruckerstattung|erstattung|"
    r"rucknahme(?:beleg)?",
    r"avoir|note de credit|facture d (?:avoir|annulation)|(?:ticket de retour|retour (?:marchandise|client))|"
    r"ticket d (?:avoir|annulation)",
    r"nota (?:di )?credito|reso(?: merce)?|scontrino di reso",
    r"nota de credito|abono|factura (?:rectificativa|de abono)|nota kredit",
    r"贷记单|贷项通知单|負數發票|负数发票|红票|退货发票",
)
"""Titles alone: elsewhere the same words speak of terms."""

_NO_SALE_TITLES: Final = (
    r"(?:\w+ ){0,2}quotations?|(?:\w+ )?quote|valuation|appraisal|price list",
    r"(?:sales |commercial )?pro ?forma(?: \w+){0,2}|(?:provisional|temporary|interim|draft|pre) ?(?:receipt|invoice|"
    r"bill)|prebill",
    r"(?:(?!invoice|receipt|bill)\w+ )?(?:delivery|despatch|dispatch|consignment) (?:order|note|advice)|"
    r"goods received note|way ?bill|bill of lading|"
    r"pack(?:ing)? (?:list|slip)|pick(?:ing)? (?:list|slip)",
    r"(?:monthly |account )?statement(?: of accounts?)?|(?:payment|remittance|debit|credit) (?:advice|voucher)|"
    r"debit (?:note|memo)|(?:(?:first|second|third|final|payment) )?reminder|(?:overdue|final) notice|dunning \w+|"
    r"payment request|request for payment",
    r"work order|job (?:sheet|order)|kitchen order|reservation|(?:rental|hire) agreement|(?:purchase )?requisition|"
    r"shopping list|(?:your |shopping )?(?:basket|cart)",
    r"(?:gift|test|training|demo) (?:receipt|slip|invoice|bill|sale|print|mode)|hold (?:bill|slip)|on hold|"
    r"(?:suspended|parked|held) (?:sale|bill)|no sale|lay ?(?:by|away)(?: \w+)?|lay a way|pre ?auth(?:ori[sz]ation)?",
    r"[xz] (?:report|reading)|(?:end of day|daily|shift|sales|cash) report|cash up",
    r"sebut ?harga|nota (?:penghantaran|hantaran|serahan|debit)|penyata(?: akaun)?|invois pro ?forma|resit sementara",
    r"angebot|preisangebot|kostenvoranschlag|lieferschein|pro ?forma ?rechnung|vorlaufige rechnung|zwischen ?rechnung|"
    r"kontoauszug|(?:\w+ )?mahnung|zahlungserinnerung|belastungsanzeige|lastschriftanzeige|(?:tages|"
    r"kassen)(?:abschluss|bericht)|"
    r"packliste|abholschein",
    r"devis|bon (?:de livraison|d enlevement)|facture pro ?forma|releve(?: de compte)?|note de debit|rappel|relance|"
    r"mise en demeure|(?:ticket|note|addition|facture) provisoire|(?:rapport|ticket) z|bordereau d envoi",
    r"preventivo|bolla(?: di consegna)?|(?:ddt )?documento di trasporto|ddt|fattura pro ?forma|estratto conto|"
    r"sollecito(?: di pagamento)?|preconto|nota di debito",
    r"(?:(?:scontrino|documento|ricevuta) )?non fiscale|documento gestionale|chiusura (?:di )?cassa",
    r"presupuesto|cotizacion|albaran(?: de entrega)?|nota de (?:entrega|debito)|factura pro ?forma|"
    r"extracto(?: de cuenta)?|"
    r"estado de cuenta|recordatorio(?: de pago)?|(?:ticket|cuenta|factura|recibo) provisional|remito",
    r"报价单?|報價單?|估价单|送货单|送貨單|出库单|出庫單|入库单|收货单|发货单|提货单|装箱单|对账单|對帳單|對賬單|"
    r"形式发票|形式發票|"
    r"预开发票|借记单|预结单|(?:车辆|汽车)?(?:维修)?(?:费用)?预结算(?:清单|单|书)|预打单|催款单|催款通知书?|付款通知书?|价目表",
)

_ORDER_TITLES: Final = (
    r"(?:sales|customer|purchase) order|order confirmation|auftragsbestatigung|bestellbestatigung|bestellschein",
    r"bon de commande|confirmation de commande|conferma d ordine|ordine di acquisto|proposta d ordine",
    r"confirmacion de pedido|nota de pedido|hoja de pedido|orden de compra|pesanan (?:belian|jualan)|borang pesanan",
    r"订货单|訂貨單|采购单|采购订单|銷售訂單|销售订单|订购单|订单确认书?|预订单",
)
_ORDER_ALONE: Final = (r"order (?:form|summary)|bestellung|commande|ordine|pedido|pesanan|订单|訂單",)
"""Beside a number these tell which table or basket is paid."""

_BESIDE_LETTERHEAD: Final = (
    r"(?:(?!invoice|bill)\w+ ){0,2}(?:order|contract|affidavit|make ?good|avails|prelog|log|inquiry|analysis|report|"
    r"rate card|tear ?sheet|proof)(?: (?:of|for) \w+)?",
    r"make ?good offer|co op claim form|(?:invoice|bill) pro ?forma|(?:trade|barter) (?:invoice|bill)",
)
"""Titles that stand for themselves only opposite the name of the one who wrote the paper; elsewhere they are labels."""

_NO_SALE_ALONE: Final = (r"(?:\w+ ){0,2}estimate",)
"""Beside a number these name what the paper refers to."""

_INVALID: Final = (
    r"not paid|unpaid|not for payment|nicht bezahlt|unbezahlt|non payee?|impaye|"
    r"non pagato|no pagado|impagado|未付款|未支付|belum (?:di)?bayar",
    r"not valid(?: (?:receipt|as receipt))?|non fiscal(?: (?:receipt|bill|document))?|kein (?:beleg|bon)|non valable|"
    r"no valido(?: como factura)?|(?:copia |documento )?sin valor(?: fiscal| contable)?|bukan resit",
    r"(?:(?:invois|fattura|factura|facture) )?pro ?forma(?: ?(?:invoice|receipt|bill|rechnung))?|形式发票|形式發票",
)
_NO_SALE_STAMPS: Final = (r"training(?: mode)?|hold bill", *_INVALID)

_SPECIMENS: Final = (
    r"(?:(?:tax )?(?:invoice|receipt|bill) |official receipt )?(?:sample|specimen|draft|demo|example|contoh|draf|"
    r"muster|"
    r"entwurf)(?: (?:only|copy|receipt|invoice|bill))?|for demonstration(?: purposes?)?(?: only)?|test (?:print|"
    r"receipt)",
    r"muster(?:rechnung|beleg)|probedruck|testdruck|testrechnung",
    r"exemple|brouillon|fac ?simile|esempio|bozza|campione|prova|(?:scontrino|stampa) di prova",
    r"muestra|borrador|ejemplo|(?:ticket de )?prueba|demostracion",
    r"样张|樣張|样本|样票|测试(?:单|票)?|仅供参考|僅供參考|作例",
)
_TRAINING: Final = (
    r"latihan|(?:trainings|ubungs|schulungs|test)(?:modus|beleg|bon|kasse)|schulung|training",
    r"mode (?:ecole|formation|test)|formation|ticket d essai|modo (?:prueba|formacion|entrenamiento)|训练模式|培训模式",
)
"""What a till prints while somebody learns to use it; on another paper it is what was sold, or a heading."""

_SAID: Final = (
    r"\b(?:this|it) is (?:only )?(?:an?|our) (?:\w+ ){0,2}(?:quotation|quote|estimate|pro ?forma)\b",
    r"\bnot an? (?:\w+ ){0,2}(?:invoice|receipt)$|\bthis is not an? (?:\w+ ){0,2}(?:invoice|receipt)\b",
    r"\b(?:this|our) (?:quotation|quote|offer|estimate) (?:is|remains|expires|shall|will)\b|\bquoted (?:are|"
    r"is) valid\b",
    r"\bdieses angebot\b|\bkeine (?:rechnung|quittung)$|\bce devis\b|\bn est pas une? (?:facture|recu)\b|"
    r"\bno es (?:una? )?(?:factura|recibo)\b|\beste presupuesto\b|\bquesto preventivo\b",
)
"""Sentences by which a paper says that it only offers."""

_SAID_TAKEN_BACK: Final = (
    rf"^(?:(?:this|the|your) )?(?:{_PAPER}|purchase) (?:has been|was) (?:\w+ )?(?:cancell?ed|voided|reversed|"
    rf"refunded|declined)\b",
    rf"^(?:{_PAPER}|purchase) (?:cancell?ed|voided|reversed|refunded) by\b",
    r"\b(?:rechnung|bon|beleg|vorgang|buchung|kauf) (?:wurde|ist) (?:\w+ )?(?:storniert|annulliert|ungultig)\b|"
    r"^storn(?:o|ierung) (?:der|des|zu|zur|von|vom) (?:rechnung|beleg|bon)\b",
    r"\b(?:facture|vente|transaction) (?:est|a ete) annulee\b|\b(?:fattura|vendita) (?:e stata |e )annullata\b|"
    r"\b(?:factura|venta) (?:ha sido|fue|esta) anulada\b",
    r"(?:此|本|该)(?:发票|票|单据|小票|交易|订单)(?:已|被)+(?:作废|红冲|冲红|取消|退款)",
    r"^(?:this (?:invoice|bill|receipt) (?:is|was) )?(?:replaced|superseded) by(?: (?:invoice|bill|receipt|document))?"
    r"(?: no| number)?(?: [a-z]{1,4})?$",
    r"^(?:ersetzt durch|remplacee? par|sostituit[oa] da|sustituid[oa] por)"
    r"(?: (?:die |la )?(?:rechnung|facture|fattura|factura))?"
    r"(?: n[or]?)?(?: [a-z]{1,4})?$",
    r"对应正数发票|销项负数|被红冲(?:的)?(?:蓝字)?发票|红字(?:增值税(?:专用|普通)?)?发票信息(?:表|确认单)",
)

_SALE = r"(?:(?:tax|sales?|cash|official) )?(?:invoice|receipt|bill|cash ?bill|copy|document)"
_STANDS_NO_MORE: Final = (
    rf"(?:invalid|superseded|replaced|withdrawn|disputed|exchanged?|fake|forged)(?: {_SALE})?",
    r"(?:fully )?credited|(?:(?:goods|item|unit|merchandise|cheque|check|payment) )?returned|"
    r"bounced(?: (?:cheque|check))?",
)
"""What is said of the whole paper also behind the word for a remark."""
_DOUBTED: Final = (
    *_STANDS_NO_MORE,
    rf"expired(?: {_SALE})?|(?:invalid|superseded|expired|replaced|withdrawn|disputed|exchanged?|fake|forged) "
    r"(?:item|goods)",
    rf"(?:for )?(?:test(?:ing|s|ed)?|trial|dummy|practice|preview|mock ?up|template)(?: {_SALE}| only|"
    rf" purposes?| mode)*",
    rf"(?:correct(?:ed|ive|ing)|amended|revised|replacement|substitute|reissued) {_SALE}|{_SALE} (?:corrected|amended|"
    rf"revised|correction|replacement|exchange)",
    rf"(?:payment )?pending(?: (?:payment|approval|confirmation))?|(?:on )?hold|not (?:an? )?(?:original )?{_SALE}|"
    rf"not for (?:sale|resale|claims?|reimbursement|use)|invalid (?:without|until) payment|not (?:yet )?paid|"
    rf"(?:not|never) collected|uncollected",
    r"do not pay|(?:for )?estimate only|written off|preliminary(?: (?:invoice|bill))?|unaudited|"
    r"(?:for )?(?:review|information|discussion) (?:only|purposes only)|for review|proof only|subject to change|"
    r"(?:duplicate|copy) void|void (?:duplicate|copy)|"
    r"tentative|unconfirmed|copy only(?: not for \w+)?",
    r"(?:quotation|quote|pro ?forma|draft|delivery|offer)(?: \w+)? only|"
    r"(?:for )?training(?: (?:purposes?|use|mode))* only|"
    r"simulat(?:ion|ed)(?: only)?|live demo|demo(?:nstration)? (?:mode|only|version)|sandbox|playground",
    r"(?:part(?:ial)?|first|second|interim|progress|advance|down) ?payment(?: (?:only|received|receipt))?|deposit only",
    r"(?:goods |unit |item |car |vehicle )?(?:sold )?on (?:loan|consignment|(?:sale|approval) or return)|"
    r"(?:no|without) commercial value|(?:value )?(?:for|of) customs (?:purposes?|use|clearance)(?: only)?|"
    r"not (?:yet )?sold|(?:official |tax )?invoice (?:to|will) follow|"
    r"(?:loan(?:er)?|demo(?:nstration)?) (?:unit|car|vehicle)|"
    r"(?:inter ?)?(?:branch|company|store|stock)(?: stock)? transfer|replacement unit|"
    r"(?:sample )?not for sale",
    r"ujian|percubaan|templat|tukaran|pertukaran|tidak sah|invois (?:pembetulan|dipinda|gantian)|resit gantian|"
    r"belum bayar",
    r"(?:nur )?(?:zum )?test|vorlage|mustervorlage|umtausch(?:beleg|bon)?|(?:korrigierte|berichtigte|"
    r"geanderte) rechnung|ersatz(?:rechnung|beleg|quittung)|probe(?:rechnung|beleg)?|nicht bezahlt|offen",
    r"modele|gabarit|essai|echange|facture (?:rectificative|corrigee|corrective|modifiee)|"
    r"(?:ticket|recu) d echange|non valide|en attente(?: de paiement)?",
    r"modello|cambio merce|fattura (?:corretta|rettificata|rettificativa|sostitutiva)|non valido|in sospeso|di prova",
    r"plantilla|factura (?:corregida|sustitutiva|modificada)|no valid[oa]|pendiente(?: de pago)?|ticket de cambio",
    r"模板|模版|换货单?|換貨單?|更正发票|试用|无效|無效|待付款|待确认|补开|测试用",
)
"""Single words that may be a stamp upon the paper, or say something of their own: a person is asked which."""
_ITSELF = (
    r"(?:this )?(?:document |contract |agreement |policy |licen[cs]e |certificate |order )?(?:is |was |has been )?"
    r"(?:null and )?"
)
_ENDED = r"(?:void(?:ed)?|cancell?ed|annull?ed|revoked|terminated|rescinded|withdrawn|superseded)"
_VOIDED: Final = (
    rf"{_ITSELF}(?:{_ENDED}|invalid|not valid|expired|unsigned|not signed|pro ?forma)"
    r"(?: (?:copy|document|contract|certificate|policy))?|(?:for )?test(?: (?:only|copy|document|contract))?",
    r"storniert|annulliert|ungultig|erloschen|gekundigt|abgelaufen|annulee?|resilie?e?|perimee?|annullat[oa]|scadut[oa]|"
    r"risolt[oa]|anulad[oa]|rescindid[oa]|caducad[oa]|batal|dibatalkan|tamat tempoh",
)
"""What says of any paper, not of a sale alone, that it does not stand any more, or does not stand yet."""
_VOIDED_ON: Final = (rf"{_ITSELF}{_ENDED}(?: by(?: \w+){{1,3}})?(?: on)?",)
"""What says so beside a day; without one it is a form's empty line or the heading of a clause."""
_SORT = r"(?:(?:new|used|retail|purchase|sales?|customer|vehicle|car|buyer s|order) ){0,3}"
_NOUN = r"(?:order|contract|agreement|confirmation|certificate|policy|contract of sale)(?: form)?"
_NO_MORE = rf"(?:{_ENDED}|draft|pro ?forma|specimen|sample)"
_ANNULLED = (
    r"(?:storniert|annulliert|ungultig|annulee?|annullat[oa]|anulad[oa]|cancelad[oa]|geannuleerd|dibatalkan|batal)"
)
_SKETCH = r"(?:entwurf|projet|brouillon|bozza|borrador|concept|draf)"
_NOUN_ABROAD = (
    r"(?:(?:kauf|fahrzeugkauf)?vertrag|bestellung|auftrag|auftragsbestatigung|contrat(?: de vente)?|bon de commande|"
    r"contratto(?: di vendita)?|ordine|contrato(?: de (?:compra)?venta)?|pedido|koopovereenkomst|koopcontract|"
    r"bestelling|pesanan|perjanjian)"
)
_VOIDED_TITLES: Final = (
    rf"{_NO_MORE} {_SORT}{_NOUN}|{_SORT}{_NOUN} (?:status )?(?:is |has been )?{_NO_MORE}(?: copy)?",
    r"(?:stornierte|annullierte|ungultige|vorlaufige)[rs]? \w{0,20}(?:auftrag|vertrag|bestellung|auftragsbestatigung)|"
    r"(?:vertrags|bestell|auftrags) ?entwurf|projet de (?:contrat|commande)|bozza di (?:contratto|ordine)|"
    r"borrador de (?:contrato|pedido)",
    rf"{_NOUN_ABROAD} (?:{_ANNULLED}|{_SKETCH})|{_SKETCH} {_NOUN_ABROAD}",
)
"""Titles of a paper, no proof of sale, that does not stand."""
_PART_PAID: Final = (
    r"(?:购?车款|货款|购车|汽车|机动车|车辆?|预付款|预[收付]|已[收付]|代收)*(?:定金|订金|意向金|诚意金|首付款?|押金|预付款)",
)
"""What is said of a payment that is a part of the price, or of the paper over it, where no amount is called so."""
_ON_A_TAX_INVOICE: Final = (
    r"(?:此件|本件|本票|此票)?(?:复印|影印|翻拍|截图|复制)(?:件)?无效|(?:复印|影印|抄|扫描)件|副本|"
    r"(?:(?:this is (?:only )?a|photo|certified|invoice|true) ?)?copy(?: only)?|duplicate|replica",
)
"""What shows on a tax invoice only when it is copied; a till's slip says it of itself."""
_MAY_BE_CREDIT: Final = (
    r"(?:(?!(?:less|minus|see|refer|to) )\w+ ){1,2}credit note|"
    r"(?:(?!(?:cash|memo|retail|and|or) )\w+ ){1,2}credit (?:invoice|memo)|retail credit memo",
)
"""Titles that may be of what was taken back."""
_NOT_SOLD: Final = (
    r"(?:internal|inter ?company|transfer|trade ?in|buy ?back|purchase|consignment|customs|self ?bill(?:ed|ing)|"
    r"(?:car |vehicle |demo(?:nstrator|nstration)? )?loan) invoice|interne rechnung|ankaufs ?rechnung",
    r"(?:(?!(?:purchase|ex|former|sales?|sold|retail|service|parts|used|of|or|and) )\w+ ){0,2}"
    r"(?:rental|rent|lease|leasing|hire)(?: tax)? (?:invoice|bill|receipt)|"
    r"invois sewa(?:an)?|miete?(?:wagen)? ?rechnung|leasing ?rechnung|facture de (?:location|loyer|leasing)|"
    r"fattura (?:di )?(?:noleggio|locazione)|factura de (?:alquiler|arrendamiento)",
    *_MAY_BE_CREDIT,
)
"""Those, and titles of invoices over what was bought, lent, let, or moved within one house."""
_IN_PART: Final = (
    r"situation(?: de travaux| n)?",
    rf"(?:\w+ )?(?:deposit|advance(?: payment)?|pre ?payment|down ?payment|progress|interim|stage|partial|part payment|"
    rf"instal?lment|milestone|on account|customs) (?:{_SALE}|request|claim|note|slip)",
    r"(?:an|voraus|teil|raten|akonto)?(?:zahlungs|abschlags|voraus|vorab|teil|akonto|a conto|raten|zwischen) ?"
    r"(?:rechnung|quittung|beleg)",
    r"(?:facture|demande|recu|note) (?:d acompte|de situation|intermediaire)|(?:fattura|ricevuta) (?:d |di )?acconto|"
    r"(?:factura|recibo) (?:de )?(?:anticipo|senal)|(?:invois|resit) (?:deposit|pendahuluan)|"
    r"(?:预付款?|预收款?|定金|订金|押金|分期|进度款?)(?:发票|收据|收款单|单)",
)
"""Titles of papers over a part of a price, paid before or by and by; their number may follow, as with those."""
_OF_THE_HEAD: Final = (
    r"(?:call for |sealed |commercial )?tenders?(?: (?:document|offer|price|form))?",
    r"(?:\w+ ){1,3}(?:plan|agreement|contract|proposal|demand|reminder|notice|request|schedule|valuation|"
    r"appraisal|confirmation|acknowledge?ment|preview|docket|claim|authori[sz]ation|items|calculation)",
    r"reminder|(?:\w+ )?claim form|credit memorandum|rma|"
    r"(?:(?:lease|sales?|price|commercial|binding|finance|loan|purchase) )?offer|bid|proposal|budget|on approval|"
    r"sale or return(?: \w+)?|letter of \w+|certificate of valuation|"
    r"(?:order|cart|checkout|basket) summary|(?:warranty|guarantee|job) card|outstanding invoices?|trial period|"
    r"service order",
    r"(?:\w+ ){0,2}\w*(?:plan|vereinbarung|vertrag|angebot|offerte|mahnung|erinnerung|bestatigung|avis|entwurf|auftrag|"
    r"bestellung|auskunft|anzeige|aufforderung|bescheid|kalkulation|gutschrift|storno|inkasso)",
    r"(?:ruck\w*|liefer|abhol|retouren|leih|bestell|auftrags|pack|waren)(?:schein|zettel)|offene posten|"
    r"ubersicht(?: \w+){0,3}|kassensturz|(?:sach)?spenden(?:quittung|bescheinigung)|\w*rechnung storniert|"
    r"wiederholungsdruck",
    r"devis(?: \w+){0,2}|(?:offre|proposition)(?: de prix| commerciale)?|(?:\w+ )?rappel|lettre de relance|"
    r"bordereau de \w+|accuse de reception(?: \w+){0,3}|releve de \w+|situation(?: n)?|echeancier(?: \w+){0,2}|"
    r"plan de paiement|contrat(?: \w+){0,3}|(?:bon|confirmation) de (?:retour|reservation|reception)|"
    r"projet de facture|avis (?:d |de )?\w+|recapitulatif(?: \w+){0,2}|votre panier|ordre de reparation|estimation|"
    r"duplicata de devis|bon a tirer|facture annulee|note d honoraires provisoire|reservation",
    r"offerta(?: commerciale)?|avviso di \w+|(?:\w+ )?sollecito(?: di \w+)?|nota di (?:accredito|variazione)|"
    r"bolla di \w+|conferma (?:d |di )?\w+|ordine \w+(?: \w+)?|situazione contabile|acconto|caparra|"
    r"piano (?:rateale|di \w+)|contratto(?: \w+){0,3}|bozza di \w+|storno fattura|fattura annullata|"
    r"riepilogo(?: \w+)?|carrello|prenotazione|(?:copia )?commissione|stima|buono di \w+|richiesta di \w+|reso",
    r"oferta(?: comercial)?|aviso de \w+|(?:reclamacion|solicitud) de \w+|nota de (?:devolucion|remision|abono)|"
    r"factura anulada|anticipo|senal|(?:plan|calendario) de pagos?|contrato(?: \w+){0,3}|anulacion|devolucion|reserva|"
    r"confirmacion de \w+|resumen del pedido|su carrito|carta de pago|(?:parte|orden|hoja) de \w+|remision|estimado|"
    r"pedido de \w+",
    r"(?:\w+ )?(?:perjanjian|tawaran|peringatan|tuntutan|pengesahan|anggaran)(?: \w+){0,2}|kad jaminan",
    r"\w{0,6}(?:合同|协议|协议书|意向书|预约单|确认单|申请单|申请表|通知单|结算清单|保修卡|维修单|工单|评估单|订购书|"
    r"预算|预算单|方案|计划表?|还款计划|欠条|借条)",
)
"""Titles in a paper's head, alone in their row, whose last word says that nothing was sold with it yet."""
_OF_ONE_THING: Final = (
    r"credit(?:ed)?|bonus(?: spots?)?|make ?goods?|free|gratis|no[n ]?(?: charges?| cost|billable)|"
    r"(?:on )?(?:trade|barter)(?: only)?",
    r"kostenlos|unentgeltlich|gutgeschrieben|gratuite?|offerte?|sans frais|gratuit[oa]|omaggio|"
    r"sin (?:cargo|coste|costo)|obsequio|cortesia|免费|免費|赠送|贈送",
)
"""What a bill says of itself above or below all amounts, and among them of one thing that was sold."""
STAMP_ALONE: Final = frozenset({"credit"})
"""What says so only in the capitals of a stamp: in small letters it is a term of payment."""
_OVERDUE = r"(?:past|over) ?due"
_NOT_OWED: Final = (
    rf"(?:seriously |your |the |this )?(?:(?:account|invoice|bill|balance|payment) )?(?:is )?(?:now |seriously )?"
    rf"(?:days? )?{_OVERDUE}(?: (?:by )?days?| account| invoice| notice| balance)?",
    r"delinquent(?: account)?|(?:trade|barter) (?:account|deal)|complimentary|free of charge|"
    r"(?:no charge|free of charge|complimentary|no cost) (?:promo(?:tion(?:al)?)?|bonus|sample|warranty|copy|invoice)|"
    r"promo(?:tional)? no charge|"
    r"paid (?:in|by) (?:trade|barter)|(?:in|under) dispute|bad debt|in collections?|(?:sent|referred) to collections?|"
    r"charged ?back|returned unpaid|(?:cheque|check|payment) returned(?: unpaid)?|returned (?:cheque|check|payment)|"
    r"credited in full|not billable",
    r"unberechnet|uberfallig|tausch(?:geschaft)?|ohne berechnung|strittig|rucklastschrift",
    r"en retard|impayee?|echue?|creditee?|en litige|a titre gracieux",
    r"scadut[oa]|accreditat[oa]|in contestazione|senza addebito|insolut[oa]",
    r"vencid[oa]|en disputa",
    r"逾期|已逾期|抵账|有争议",
)
"""What a bill says in a row of its own where nothing, or no money, is owed for it, or nobody has paid."""
_OF_TERMS: Final = (
    r"demo|returns?|exchanges?|(?:payment|remittance|debit|credit) (?:advice|voucher)|(?:payment )?reminder|"
    r"order (?:form|summary)|rappel|price list|refunds?|retours?|(?:your |shopping )?(?:basket|cart)",
)
"""Words that head a part of an invoice too: its terms, the slip to tear off, for whom a spot is broadcast."""


def _whole(*tables: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for table in tables for row in table))


TAKEN_BACK_STAMP: Final = _whole(_TAKEN_BACK_STAMPS)
TAKEN_BACK_TITLE: Final = _whole(_TAKEN_BACK_STAMPS, _TAKEN_BACK_TITLES, no_sale_abroad.TAKEN_BACK)
NO_SALE_STAMP: Final = _whole(_NO_SALE_STAMPS)
NO_SALE_TITLE: Final = _whole(_NO_SALE_STAMPS, _NO_SALE_TITLES, no_sale_abroad.NO_SALE)
NO_SALE_ALONE: Final = _whole(_NO_SALE_STAMPS, _NO_SALE_TITLES, _NO_SALE_ALONE, no_sale_abroad.NO_SALE)
ORDER_TITLE: Final = _whole(_ORDER_TITLES, no_sale_abroad.ORDERS)
ORDER_ALONE: Final = _whole(_ORDER_TITLES, _ORDER_ALONE, no_sale_abroad.ORDERS, no_sale_abroad.ORDERS_ALONE)
SPECIMEN: Final = _whole(_SPECIMENS, _TRAINING)
DOUBTED: Final = _whole(_DOUBTED, _NOT_SOLD)
REMARKED: Final = _whole(
    _TAKEN_BACK_STAMPS,
    _TAKEN_BACK_TITLES,
    no_sale_abroad.TAKEN_BACK,
    _STANDS_NO_MORE,
    _INVALID,
    (r"(?:specimen|draft)(?: (?:only|copy|receipt|invoice|bill))?",),
)
"""What is said of the whole paper behind the word for a remark: a sample there, or a test, may be one thing's."""
CHINESE_MARK: Final = _whole(no_sale_chinese.SPECIMENS, no_sale_chinese.MARKS)
VOIDED: Final = _whole(_VOIDED, _SPECIMENS, no_sale_chinese.SPECIMENS, no_sale_chinese.VOIDED)
VOIDED_ON: Final = _whole(_VOIDED_ON, no_sale_chinese.VOIDED_ON)
VOIDED_TITLE: Final = _whole(_VOIDED_TITLES, no_sale_chinese.VOIDED_TITLES)
STANDING_TITLE: Final = _whole((rf"{_SORT}{_NOUN}", _NOUN_ABROAD, no_sale_chinese.NOUN))
OF_ANOTHER: Final = re.compile(
    r"\b(?:previous|prior|earlier|former|old|last|replaced|vorherig\w*|fruher\w*|alte[rs]?|precedent[ei]?|ancien(?:ne)?|"
    r"anterior|terdahulu|lama)\b"
)
"""What says that a row is of another paper, which this one follows."""
PART_PAID: Final = _whole(_PART_PAID)
ON_A_TAX_INVOICE: Final = _whole(
    no_sale_chinese.ENDED,
    _ON_A_TAX_INVOICE,
    _PART_PAID,
    _TAKEN_BACK_STAMPS,
    _NO_SALE_STAMPS,
    _SPECIMENS,
    _TRAINING,
    _DOUBTED,
    _NOT_SOLD,
)
IN_PART: Final = _whole(_IN_PART, _MAY_BE_CREDIT)
OF_THE_HEAD: Final = _whole(_OF_THE_HEAD, _IN_PART, _NOT_SOLD)

ANY_TITLE: Final = _whole(
    _TAKEN_BACK_STAMPS, _TAKEN_BACK_TITLES, _NO_SALE_STAMPS, _NO_SALE_TITLES, _NO_SALE_ALONE, _ORDER_TITLES, _SPECIMENS,
    _TRAINING,
)  # fmt: skip
BESIDE_LETTERHEAD: Final = re.compile(
    "|".join((ANY_TITLE.pattern, _whole(_ORDER_ALONE, _BESIDE_LETTERHEAD, _DOUBTED, _NOT_SOLD).pattern))
)
OF_TERMS: Final = _whole(_OF_TERMS)
OF_GOODS: Final = re.compile(r"credited|sandbox|playground|demo(?:nstration)? version|(?:sample )?not for sale")
"""What a paper says of itself over or under all amounts, and among them of one thing that was sold."""
NOT_OWED: Final = _whole(_NOT_OWED, _OF_ONE_THING)
OF_ONE_THING: Final = _whole(_OF_ONE_THING)
IN_THOUSANDS: Final = re.compile(
    r"\bin (?:thousands?|millions?)\b|(?:\b(?:rm|myr|usd|eur|in)|[€$£]) ?['’‘`]000\b|\bteur\b|\bt€|"
    r"\b(?:tsd|mio)\b\.? ?(?:eur|€)|\b(?:rm|usd|eur|€) ?millions?\b|\bin migliaia\b|\ben mil(?:es|liers)\b|"
    r"单位[:： ]{0,2}(?:人民币)?[千百万]万?元|[(（][千百]万?元[)）]",
    re.IGNORECASE,
)
"""What says that amounts are given in thousands or millions."""
SAID: Final = _whole(_SAID)
SAID_TAKEN_BACK: Final = _whole(_SAID_TAKEN_BACK)
