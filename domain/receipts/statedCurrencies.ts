// Rows that say in words which currency the amounts have, such as `All prices in CAD` or `Currency: AUD`. Travellers
// bring them in other languages than the page's.

const AMOUNTS = [
  ...["prices?", "amounts?", "values?", "preise?", "betr[äa]ge", "summen", "الأسعار", "المبالغ"],
  ...[
    "priser",
    "pris",
    "beløp",
    "belopp",
    "beløb",
    "verð",
    "upphæðir",
    "hinnat",
    "prijzen",
    "bedragen",
    "ceny",
    "kwoty",
  ],
  ...["precios?", "importes?", "montos?", "preços?", "valores", "prix", "montants?", "prezzi", "importi"],
].join("|");

const CURRENCY = "currency|w[äa]hrung|العملة|valuta|valuutta|moneda|moeda|devise|waluta";

/** Words between them and the code. */
const LINKS = "in|i|í|en|em|w|v|are|is|sind|ist|er|är|sont|son|sono|zijn|في|هي";

/** The end of a text that a code follows. */
const STATEMENT = new RegExp(
  String.raw`(?<!\p{L})(?:(?:${AMOUNTS}|${CURRENCY})(?!\p{L})[^\d]{0,40}(?:(?<!\p{L})(?:${LINKS}) |[:=(] ?)|(?:${CURRENCY}) )$`,
  "iu",
);

/** Words about the money of the payer's bank, or about a rate. */
const OF_BANK =
  /(?<!\p{L})(rates?|exchange|conver\p{L}*|cards?|cardholder|account|billing|your|kurs\p{L}*|umrechn\p{L}*|\p{L}*karten?|kort\p{L}*|konto\p{L}*|ihre[rn]?|su|tarjeta|votre|carte)(?!\p{L})/iu;

/** True if the words before a code say that the amounts of the receipt have it. Before a number, they are its own. */
export const isStatement = (before: string, behind: string) =>
  STATEMENT.test(before) && !OF_BANK.test(before) && !/^[\s:\p{Sc}]*\d/u.test(behind);
