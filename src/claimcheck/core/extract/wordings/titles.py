"""What papers of a sale are titled, as data: proofs of it, and the orders and contracts that come before one.

Matched against a whole title as `no_sale` has it: plain letters, single blanks between words, no figures.
"""

from __future__ import annotations

import re
from typing import Final

_OF_WHAT: Final = (
    r"(?:simplified|tax|cash|official|sales?|commercial|retail|vat|gst|sst|vehicles?|cars?|auto(?:mobile)?|"
    r"motor(?: ?(?:vehicle|cycle|bike|car))?|new|used)"
)
_WITH: Final = r"(?: (?:cum |and )?(?:delivery (?:order|note)|d o|receipt|bon de livraison|lieferschein))?"
"""A second paper that the same sheet is."""
TITLE: Final = re.compile(
    rf"(?:{_OF_WHAT} )*(?:invoice|receipt|cash ?bill|bill|cash sales?){_WITH}|"
    r"(?:(?:tax|cash|official|sales?) )*"
    r"(?:(?:invois|resit)(?: (?:cukai|jualan|tunai|rasmi|kenderaan|kereta|motor(?:sikal)?|baru|baharu|terpakai))*|"
    r"facture(?: (?:de|d|vente|achat|client|acquittee|simplifiee|vehicules?|automobiles?|auto|voiture|moto|neufs?|"
    rf"neuve|occasion))*{_WITH}|"
    r"fattura(?: (?:di|vendita|immediata|accompagnatoria|elettronica|veicol[oi]|auto(?:veicol[oi])?|nuov[aoi]|"
    r"usat[aoi]))*|"
    r"factura(?: (?:de|venta|simplificada|completa|electronica|vehiculos?|automovil(?:es)?|coches?|nuevos?|usados?))*|"
    r"(?:(?:fahrzeug|kfz|kraftfahrzeug|auto|pkw|neuwagen|neufahrzeug|gebrauchtwagen|motorrad|verkaufs|waren|bar)[ -]?)?"
    rf"rechnung{_WITH}|"
    r"faktura(?: vat)?|(?:verkoop|aankoop)?factuur|fatura|发票|發票)"
)
"""A proof of sale's own title."""
ORDER_OF_A_CAR: Final = re.compile(
    r"(?:(?:new|used|sales?|retail|motor) )*(?:(?:vehicle|car|motorcycle)(?: sales?| purchase)?|buyer s|retail buyer s|"
    r"vehicle buyer s) order(?: form| confirmation)?|"
    r"(?:(?:new|used) )?(?:(?:vehicle|car) )?(?:booking|order|reservation) (?:form|sheet)|"
    r"(?:verbindliche |neuwagen|gebrauchtwagen|fahrzeug|kfz|auto|pkw)+[ -]?bestellung|"
    r"(?:bon|formulaire) de (?:commande|reservation)(?: (?:de )?vehicule| (?:neuf|d occasion))*|"
    r"(?:proposta d acquisto|proposta di acquisto|modulo d ordine|ordine d acquisto)"
    r"(?: (?:veicolo|auto\w*|nuovo|usato))*|"
    r"(?:hoja|formulario) de (?:pedido|reserva)|pedido de (?:vehiculo|compra)|"
    r"(?:borang|pesanan) (?:pesanan |tempahan )?(?:kenderaan|kereta|tempahan|jualan)"
)
"""The title of an order of a car, beside those that `no_sale` has of any order."""
CONTRACT: Final = re.compile(
    r"(?:(?:new|used|motor|vehicle|car|conditional) )*(?:sales?(?: and purchase)?|purchase|hire purchase|leasing|"
    r"lease) (?:agreement|contract)|(?:contract|agreement) (?:of|for) (?:the )?(?:sale|purchase)"
    r"(?: (?:and purchase )?of (?:an? |the )?"
    r"(?:new |used )?(?:motor )?(?:vehicle|car|goods))?|"
    r"(?:verbindlicher )?(?:(?:fahrzeug|kfz|auto|pkw|neuwagen|gebrauchtwagen|leasing)[ -]?)?(?:kauf|leasing)vertrag"
    r"(?: uber (?:ein|einen) (?:neues |gebrauchtes )?(?:fahrzeug|kraftfahrzeug|kfz|pkw))?|"
    r"contrat de (?:vente|location)(?: (?:de |d un )?vehicule| neuf| d occasion)*|"
    r"contratto di (?:compra ?)?vendita(?: (?:di )?(?:veicolo|auto\w*)| nuovo| usato)*|"
    r"contrato de (?:compra ?venta|venta)(?: de (?:vehiculo|automovil|coche)(?: nuevo| usado)?)?|"
    r"(?:surat )?perjanjian (?:jual ?beli|sewa beli)(?: (?:kenderaan|kereta))?"
)
"""The title of a contract of sale."""
