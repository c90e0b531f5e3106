"""What papers that look like a proof of sale and are none are called in markets beyond the seven languages, as data.

Where a language's invoices and receipts are known by their titles, so are its offers, delivery notes and credit notes.
Matched as in `no_sale`: letters without accents, but for those that are letters of their own (ł, ø, đ).
"""

from __future__ import annotations

from typing import Final

TAKEN_BACK: Final = (
    r"faktura korygujaca|korekta(?: faktury)?|nota korygujaca|zwrot towaru|paragon anulowany|anulowan[aeoy]",
    r"dobropis|opravny danovy doklad|storno faktury|vraceni zbozi|vratka|vratenie tovaru|zruseno|zrusene",
    r"kreditt?(?: ?faktura| ?nota)|retur(?:kvitto|kvittering|faktura)|makulerad|annulleret|annullert|aterbetalning|"
    r"tilbakebetaling|tilbagebetaling",
    r"devolucao(?: de (?:venda|mercadoria)s?)?|estorno|(?:venda|nota|cupom) cancelad[oa]|nota de estorno",
    r"credit ?(?:nota|factuur)|retour ?bon|geannuleerd|terugbetaling",
    r"phieu tra hang|hoa đon (?:đieu chinh|thay the|huy|đa huy)|đa huy|hoan tien",
    r"iade(?: faturasi| fisi)?|iptal(?: fisi| edildi)?",
    r"nota retur|retur penjualan|pengembalian (?:barang|dana)",
    r"返品(?:伝票|書)?|赤伝票?|取消(?:伝票)?|返金(?:伝票)?",
    r"возврат(?: прихода| товара)?|аннулирован[ао]?|πιστωτικο(?: τιμολογιο)?|ακυρωτικο",
)
"""What was taken back."""

NO_SALE: Final = (
    r"faktura pro ?forma|(?:wz )?wydanie zewnetrzne|wycena|kosztorys|oferta(?: cenowa| handlowa)?|"
    r"(?:przedsadowe )?wezwanie do zap[lł]aty|(?:wydruk )?niefiskalny|potwierdzenie sa[lł]da",
    r"(?:cenova )?(?:nabidka|ponuka)|dodaci list|zalohov(?:a faktura|y list)|(?:pro ?forma ?|pred) ?faktura|upominka",
    r"offert|tilbud|(?:f[oø]l[gj]e|pakk|plock|plukk?)sed(?:el|del)|pro ?forma ?faktura|(?:betalings)?paminnelse|"
    r"purring|rykker(?:brev)?|inkassovarsel|prisoverslag|konto(?:utdrag|utskrift|udtog)",
    r"orcamento|cotacao|guia de (?:remessa|transporte)|fatura pro ?forma|extrato(?: de conta)?|pre conta|"
    r"conferencia de (?:mesa|conta)|(?:documento |cupom )?nao fiscal|(?:este )?(?:documento )?nao e documento fiscal",
    r"pakbon|(?:af)?lever(?:ings)?bon|werkbon|prijsopgave|pro ?forma ?factuur|aanmaning|(?:betalings)?herinnering|"
    r"voorlopige factuur|rekeningoverzicht",
    r"(?:bang )?bao gia|phieu (?:giao hang|xuat kho|tam tinh)|hoa đon tam tinh|đe nghi thanh toan",
    r"(?:fiyat )?teklif(?:i)?|pro ?forma fatura|(?:sevk )?irsaliye(?:si)?|bilgi fisi|mali degeri yoktur",
    r"(?:surat )?penawaran(?: harga)?|surat jalan|faktur pro ?forma|(?:tagihan|bon|kwitansi) sementara",
    r"(?:御|お)?見積書?|納品書|仮(?:伝票|会計)|督促状|ใบเสนอราคา|ใบสงของ",
    r"счет на оплату|(?:товарная )?накладная|коммерческое предложение|προσφορα|δελτιο αποστολης",
)
"""What only offers, accompanies goods or asks for money."""

ORDERS: Final = (
    r"potwierdzenie zamowienia|potvrzeni objednavky|potvrdenie objednavky|ord(?:er|re)bekr(?:af|ef|æf)telse",
    r"nota de encomenda|pedido de compra|orderbevestiging|surat pesanan|注文書|発注書|заказ покупателя",
)
ORDERS_ALONE: Final = (
    r"zamowienie|objednavka|best[aä]llning|bestilling|encomenda|đon đat hang|siparis(?: formu| onayi)?",
)
"""Beside a number these tell which table or basket is paid."""
