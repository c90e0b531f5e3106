"""Words that papers of a sale consist of besides names, by language: what nobody is called.

On a page for checking companies, a word that is none of these, no part of what was bought and not stated by the claim
may be somebody's name or street. A language is added by its lines. `rechnung*` is every word that begins so, `*datum`
every one that ends so. A word that is missing hides something harmless; a name among them would be shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from claimcheck.core.extract.chinese.words import DOUBLE_SURNAMES, SURNAMES

_WORDS: Final[Mapping[str, str]] = {
    "en":
        "sales inv units registration registered vendor taxable extended federal "
        "a attn account act additional adjust* advance after agree* all allow* am amount* amt an and any approv* "
        "approx are article* as at auth* back balance bank* bar barcode base* basic batch be before below best "
        "bill billing bought box branch buy by call* cancel* card* cart cash cashback cashier categor* cent* "
        "change charge* check* cheque* chip choose claim* close* code* collect* come comm* company condition* "
        "confirm* contact* contactless cop* cost* count* coupon credit currency customer cust daily damage* date* "
        "day* dealer debit deliver* delivered deposit* desc descr* detail* disc discount* do document* due "
        "duplicate e each email enjoy exch* excl* exempt expir* faulty fax fee* final for free from get gift goods "
        "gross gst guarantee* guest hand handling have hello home hour* hr hrs if in inc incl* including info* "
        "inspect* instal* insur* interest invoice* is issue* it item* keep labour ltd line loyalty machine made "
        "mail* manual may member merchant* method min mins minute* misc mobile mode model money month* more net "
        "nett new next no non not note* number* of off offer* office on once online only open* or order* original "
        "other our out outlet over page* paid part* parts partial party pay* payable payment* pcs per phone piece* "
        "pin please pm point* po point-of-sale policy pos post* pre previous price* print* product* promo* proof "
        "purchase* qty quality quantit* quot* rate* receipt* receive* recd record* redeem* ref* refund* reg reg* "
        "reprint required retail* return* reward* round* sale* same sav* schedule seller serial* serv* set ship* "
        "shop* sign* sku slip so sold special staff standard start* state* statement status stock store stores sub "
        "subject subtotal sum summary suppl* surcharge swipe sst table* take* tax* tel telephone tender* term "
        "terminal* terms thank* that the there this tid ticket* till time* tip to today total* tran* transaction* "
        "transfer* type unit* until us use* valid* value* vat vehicle* verif* version via vin visit* voucher* "
        "warranty above accept accounts actual adjusted advertiser again agency available basis between broadcast "
        "business calendar category channel comments commercial commission contract contracts days deal does "
        "estimate excluding executive flight following full further general good group inclusive information "
        "inventory its length notice package period plan powered program property provided purpose rating "
        "region remit revision shall shown since spots station taken their them these under user which was way we "
        "website week* welcome were when will with within without words work* year years months weeks hours you "
        "adj doc ext extension particulars qnty qtty shipped shp simplified uom uprice "
        "colour color hsn subt mths rolls unladen mileage "
        "your yours zero grand odometer imei engine chassis model serial lot mileage words only",
    "amounts in words":
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dollar* "
        "cents euros pounds ringgit "
        "zwei drei vier fünf sechs sieben acht neun zehn hundert tausend",
    "days and months":
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun jan "
        "feb mar apr jun jul aug sep sept oct nov dec january february march april june july august september "
        "october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz "
        "mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars "
        "avril juin juillet août septembre octobre novembre décembre lunes martes miércoles jueves viernes sábado "
        "domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunedì "
        "martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio settembre "
        "ottobre dicembre maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei "
        "augustus poniedziałek wtorek środa czwartek piątek sobota niedziela stycznia lutego marca kwietnia maja "
        "czerwca lipca sierpnia września października listopada grudnia segunda terça quarta quinta sexta feira "
        "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro isnin selasa rabu khamis "
        "jumaat ahad mac ogos disember",
    "many":
        "visa mastercard maestro amex paypal alipay wechat unionpay girocard paywave applepay nfc emv aid tvr tsi "
        "arqc cvm rrn mid stan iban bic swift eur euro usd gbp myr rm sgd cny rmb pln zł chf cm mm kg ml km lt ltr "
        "pc ea st x dhl ups dpd gls fedex hermes tnt www com "
        "http https gmbh qr ean gtin isbn pdf sms usb led wifi mwst nr no n id ok",
    "de":
        "farbe hubraum kraftstoff benzin erstzulassung leistung fahrleistung betr paar psch pauschal lfm qm kw ps ccm "
        "ansatz bez ec ihren einh mge stck stckz ve zahlen zurück "
        "anz ep gp pkg std re ident zahlender einheit "
        "ab abholung anlieferung abschlag abzgl abzüglich aktion alle allgemein* als am an angebot* anlage anzahl "
        "anzahlung art artikel* auf aufpreis auftrag* aus ausgabe* ausstell* bankverbindung bar bargeld barzahlung "
        "bedien* bei beleg* beratung berechn* beschreibung bestell* betrag beträge bezahl* bezeichnung bis bitte "
        "blatt bon brutto* buchung* danke dank darin das dem den der des die diese* durch ec ein eine* einkauf* "
        "einzel* empfang* end enthalten* entgelt erhalt* erstell* fällig* faktura filiale firma folge* für "
        "garantie* gebühr* gegeben geben gegenstand geliefert* gemäß gerät* gesamt* geschäft* gewährleistung "
        "gezahlt gutschein* gutschrift* gültig* haben hallo handelsregister händler* heute hier hrb ihr ihre* im "
        "in inkl* innerhalb ist je kartenzahlung kasse kassen* kauf* kein* konto* kopie kosten kredit* kunden "
        "kunde kundennummer kurs lastschrift leistung* liefer* lieferschein* mahn* mehrwertsteuer menge* mit "
        "monat* nach nachnahme nachlass netto* neu nicht noch nur oder ohne original pfand pos position* preis* "
        "prozent quittung* rabatt* rate* rechnung* registriergericht reklam* restbetrag rück* rückgabe rückgeld "
        "rundung* sehr seite* serien* sie sind skonto sofort sonstige* stand steuer* stk storno* stück* stunde* "
        "summe summen tag* tage telefon* tisch* tse überweis* uhr uhrzeit um umsatz* umtausch und unser* unter ust "
        "verkauf* verkäufer versand* vertrag* verwendungszweck vielen vom von vor vorauskasse währung ware* "
        "wechselgeld werkstatt wert* wir wurde* zahl* zahlung* zeit zu zum zur zusätzlich zuzüglich zzgl "
        "zwischensumme mechaniker zahlbar tagen warenwert teilzahlung anzahlungen zuschläge abschläge zuschlag "
        "kilometerstand rg sn kategorie globale beanstand* *nummer *datum *betrag *preis *summe *steuer *rechnung *nr",
    "fr":
        "couleur cylindrée carburant boîtes "
        "bientôt monnaie qtés rem "
        "emission emetteur taxes toutes comprises libelle prestation* pu pce fait "
        "à a achat* acompte adresse* agence ainsi article* au autorisation aux avec avant avoir banque* bancaire "
        "base bon bonjour boutique caisse carte* cb ce cette chèque* client code* comman* compte comptant "
        "conditions conserv* contact* copie crédit d dans date de débit délai* des désignation devis dont droit du "
        "durée échéance échange* émis* en espèces est et euros expédi* exonér* facilité factur* facture* fidélité "
        "fin fourni* frais garanti* gratuit ht heure* hors il intracom* jour* l la le les ligne livrais* livré "
        "magasin main marchandise* merci mode modèle mois moins moyen montant* n naf ne net non note notre nous "
        "numéro* offert* ou page* paie* paiement* par partiel pas passage payer payé payée pénalité* période "
        "pièce* point* port pour pourboire prix produit* promotion* quantité* qté quittance rabais rcs réduction "
        "réf* référence* reçu règle* remboursement remis* rendu reprise reste retard retour* sans service* siren "
        "siret société soit solde somme sous-total sur table* tarif taux taxe* ticket* total* totaux transaction* "
        "ttc tva type unitaire* unité* valable* valeur vente* vendeur vers virement* visite voir vos votre vous",
    "es":
        "cilindrada combustible pvp imp uni "
        "cantid cdad ctd dto udes "
        "emision datos emisor proveedor bruto pagar "
        "a abono agencia al albarán anticipo artículo* atend* autoriza* banc* base bienvenid* caja cambio "
        "cantidad* cant cargo cif cliente cobr* código* comprobante compra* con concepto condiciones conforme "
        "contado copia crédito cuenta cuota de débito del descripción descuento* desde días dirección documento e "
        "efectivo el en entreg* envío es establecimiento estado este factura* fecha* firma forma garantía gastos "
        "gracias hasta hola hora* identificación importe* impuesto* imponible incluid* iva la las le línea local "
        "los mesa método moneda mostrador n neto nif nº no nos nuestr* núm número* o oferta* operación orden pag* "
        "página para pago* pedido* pendiente plazo por precio* producto* propina punto* que recib* referencia* "
        "régimen reintegro saldo sección segunda serie servicio* si sin socio su subtotal sus taller tarjeta* "
        "teléfono terminal ticket* tienda* tipo todo* total* transferencia ud unidad* uds un una usted válid* "
        "valor vehículo vencimiento venta* visita y",
    "it":
        "colore cilindrata carburante imp "
        "qnt "
        "emissione cedente prestazione prestazioni pagare aliq ore pz piva unitario mittente "
        "a acconto acquist* al alla alle aliquota articol* assegno autorizz* banca bancomat base bollo bolla buon* "
        "buono cambio cap carta cassa causale cliente codice* comm* con condizion* consegn* contant* conto "
        "contratto copia corrispettiv* costo credito da dal data debito del della delle dettaglio di documento e è "
        "emess* esente estero euro fattura* fiscale* fornit* garanzia gli grazie i il imponibile import* imposta* "
        "in incl* iva la le lettera listino lo lordo mag merce mezzo modalità n negozio netto non nostr* nota "
        "numero* o offerta* operazione ora ordin* pag* pagamento* pagato partita pagina* per pezz* pos prezzo* "
        "prodott* quantità* q.tà qta rata reso resto ricevut* riepilog* riferiment* ritir* saldo scadenza "
        "scontrino sconto* sede serie serviz* si sono spedizione spes* subtotale sul tav* tavolo tel tipo tot "
        "total* trasport* u.m ufficio un una unitari* unità valid* valore valuta vend* vendita versament* vi vs",
    "nl":
        "kleur brandstof betalen "
        "aant hoev hoeveelh stks "
        "aan aantal aanbetaling adres af afhalen afname afgerond afronding algemene alle alstublieft art artikel* "
        "bank* bedankt bedrag* bedragen beste bestel* betaal* betaald* betaling* betreft bij bon btw* code "
        "contant* daarvan dank datum dag* dagen de deze door een eenheid en euro excl exclusief factuur* garantie "
        "gekocht geldig* geleverd* gepind gratis grondslag hallo heeft het hoeveelheid hoog in incl inclusief is "
        "kaart* kassa* kassabon klant klantnr korting* kvk kwitantie laag levering* met mevrouw model naar netto "
        "niet nog nr nummer* of om omschrijving ons onze op order* over pagina pakbon per pin* prijs* prijzen "
        "product* rekening* retour* ruilen sub* subtotaal stuk* stuks te tegen telefoon termijn terug tijd tot "
        "totaal* totale transactie* tussentotaal u uit uur uw van verkoop* verzend* vervaldatum voldaan volgens "
        "voor voorwaarden waarde* waarvan wisselgeld wij winkel* zijn",
    "pl":
        "kolor paliwo "
        "jedn lp "
        "a adres bank* bilet brutto cena* ceny data daty dla do dokument* dostaw* dostawa dowód dziękuj* e fak* "
        "faktur* fiskaln* forma gotówk* gotówka gotowka godz* godzina gwarancj* i ilość il in jest j.m jm karta "
        "kartą kasa* kasowy kod konto kopia kwot* kwota lub miejsce miesiąc na nabyw* nazwa należność netto nie "
        "nip niefiskalny nr numer* obsług* od odbiór okres opak* opis oplat* opłat* opłata oraz oryginał otrzyma* "
        "paragon* parag* płatn* płatność pln po poz pozycja podatek podatku podat* podsum* pozosta* ptu przelew* "
        "przy rabat* rachun* razem regon reszta rodzaj rozlicz* się sklep* słownie sp sposób sprzedaż* sprzed* "
        "stawk* stawka str strona suma szt* sztuk* tel telefon termin* towar* transakcj* ul usług* usługa w waluta "
        "wartość wart* waż* wpłata wpłat* wydan* wydruk wystawi* wystawienia z za zakup* zamówieni* zaliczk* "
        "zapłac* zapłat* zapraszamy ze zł złot* zwolnion* zwrot*",
    "pt":
        "cilindrada combustível uni "
        "pr qtde udd "
        "a acordo ao aos aplic* arredond* artigo* as até autoriza* balcão banco* base caixa cartão chave cheque "
        "cliente cod código* com compra* conferência condiç* conta conservatória contribuinte cópia crédito da "
        "das data* de débito desconto* descrição devol* dinheiro do documento* dos e em emitid* encomenda* entrada "
        "entreg* envio espécie este euros fatura* factura* fiscal* garantia hora* iva imposto* incid* incidência "
        "isento já licen* linha liquid* local loja* matrícula mercadoria* mesa moeda montante multibanco n na não "
        "nib nif no nos nossa nosso nota num numerário número* o obrigad* obs operador* ordem original os pag* "
        "pagamento* página* pago para parcial pela pelo percent* por portes posto preço* prazo processado* "
        "produto* programa pronto quant* qtd quantia quantidade* receb* recibo* referência* registo resumo retalho "
        "saldo se série serviço* sem soma subtotal taxa* talão tel terminal tipo total* transferência transporte "
        "troco um uma un unid* unidade* unitário* valor* vencimento venda* via volte volume*",
    "ms":
        "butiran besar datang jml kuant kty pembundaran perkara semua "
        "adalah akaun alamat amaun anda atas atau baki bahan bank barang* bayar* bayaran bil* bilangan boleh cara "
        "cukai dalam dan dari daripada dengan deposit di dibeli diskaun elaun encik faks gst harga harian hari "
        "hendaklah hutang ini invois item itu jam jaminan jenama jenis juga jualan jumlah juruwang kad kali kami "
        "kasih kaunter ke kecil kedai kepada keseluruhan keterangan kod kuantiti kredit ialah lagi lebihan masa "
        "mata meja melalui model no nombor oleh pada pelanggan pelarasan pembayaran pembelian penggenapan "
        "penghantaran penerima perkhidmatan potongan pulang* resit sahaja salinan sebut* sen seunit serahan setiap "
        "simpan sst syarat syarikat tambahan tanpa tarikh telefon terima tempoh tempahan telah tidak tukar* tunai "
        "unit untuk waranti yang",
}  # fmt: skip

_ALSO_NAMES: Final = (
    "price preis prijs preço prezzo cash bar kasse caja may mai maj mayo april avril abril june juli julia julio "
    "julho august agosto augustus march mars marzo mark bill page will grant art max domenica domingo sabato petit "
    "rose summer king way buy day noël vera mei jan dan dominic post ware ora di don pat miles khamis selasa "
    "jumaat gross best guest chip case blatt dag lo li mac winter sommer bond close handel alla bienvenida branch "
    "cant till stan marco mata mar maja merchant mesa more hoog dias freitag januar swift vos yang sus tran uit "
    "neto sem visitacion"
    " hermes handler maggio precious sunday sun seven cara una nao siren anda jun juni kali kami"
    " pin uma kasih paar"
    " grand lot iban hari venda piatek poniedzialek darin good weeks pela cop hasta este forma sans"
)
"""Words of a sale that people are called by, too: of these another word must stand beside, or a number."""

_BEGUN_ALIKE: Final = (
    "carter fournier fechant startek towarek waardeloo preiss tischler bayard valorie kassandra stucki stuckler "
    "pointner detaille preciosa devolder"
)
"""Names that begin as words of a sale do."""

_NUMBERED: Final = (
    "invoice receipt inv order po docket bill sales trans transaction tran txn ref reference auth authorisation "
    "authorization approval appr appcode code batch terminal tid mid aid rrn stan trace till pos store shop branch "
    "outlet register vat gst sst tax btw tva iva ust mwst ustid steuer steuernummer uid nip regon cif siret siren "
    "rcs naf kvk hrb partita ticket slip check table serial sku article item product part barcode ean voucher "
    "coupon rechnung* beleg* bon* auftrag* bestell* artikel* lieferschein* kassen* filiale facture* commande bon "
    "factura* pedido albarán albaran recibo fattura* ordine scontrino documento ricevuta codice factuur* bestel* "
    "order* kassabon faktur* faktura paragon* zamówieni* zamowieni* fatura* encomenda* recibo* talão invois* "
    "resit* pesanan job estimate quote contract claim"
    " engine chassis vin imei meid lot model odometer mileage fin rg sn fahrgestell* serien* seriennummer série serie "
    "seriale motornummer kilometerstand"
)
"""Words that a number of the sale stands behind; of the words above, which say what is counted, some stay out: `no`."""

_JOINED: Final = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
"""Where words are joined that were read as one: `InvoiceNo`."""
_SIGNS: Final = re.compile(r"[\W\d_]+")
_STEM: Final = 5
"""Letters of a beginning at the least: `bar*` would be Barry, too."""
_CAPITAL: Final = re.compile(r"(?<!\w)[^\W\d_\u4e00-\u9fff]{3,}(?!\w)")
_CHINESE_NAME: Final = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])")
_LONG_NUMBER: Final = re.compile(r"(?<!\w)\+?\d(?:[ ./-]?\d){7,18}[A-Z]?(?!\w)")


def words_of(said: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(said.split())


def known(word: str) -> bool:
    """Whether a word of letters is one that papers of a sale consist of."""
    said = fold_word(word)
    if said in _KNOWN[0]:
        return True
    return said not in _BEGUN and all(_among(fold_word(one), _KNOWN) for one in _JOINED.split(word))


def also_a_name(word: str) -> bool:
    """Whether somebody may be called by a word of papers of a sale, or begin so."""
    return fold_word(word) in _NAMES or (len(word) == 1 and word not in "xX")


def numbers_the_sale(word: str) -> bool:
    """Whether what stands behind a word is a number of the sale: `Invoice`, but no `Passport`."""
    return _among(fold_word(word), _COUNTED)


@lru_cache(8192)
def fold_word(word: str) -> str:
    """A word as it is compared: without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def may_identify(text: str) -> list[str]:
    """What of a text that nothing accounts for may say who somebody is, wherever it stands.

    Words with a capital that no paper of a sale has, Chinese names, and numbers as long as a telephone's.
    """
    words = [one for one in _CAPITAL.findall(text) if one[0].isupper() and not known(one)]
    names = [one[0] for one in _CHINESE_NAME.finditer(text) if one[0][0] in SURNAMES or one[0][:2] in DOUBLE_SURNAMES]
    return [*words, *names, *(one.strip(" .-/") for one in _LONG_NUMBER.findall(text))]


def spelled(said: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Whole words, beginnings and ends, as they are compared: `rechnung*` and `*datum` are such."""
    words = [fold_word(one) for one in said]
    parts = {part for one in words for part in (*one.strip("*").split("-"), _SIGNS.sub("", one)) if part.isalpha()}
    begun = tuple(one[:-1] for one in words if one.endswith("*") and len(one) > _STEM)
    return frozenset(parts), begun, tuple(one[1:] for one in words if one.startswith("*"))


def _among(word: str, words: tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]) -> bool:
    wholes, begun, ends = words
    return word in wholes or word.startswith(begun) or (bool(ends) and word.endswith(ends))


_KNOWN: Final = spelled(one for said in _WORDS.values() for one in said.split())
_COUNTED: Final = spelled(_NUMBERED.split())
_NAMES: Final = frozenset(map(fold_word, _ALSO_NAMES.split()))
_BEGUN: Final = frozenset(_BEGUN_ALIKE.split())
