import { isCurrency } from "./currency";

// The signs that people write for currencies. A table, because asking `Intl` about every currency takes longer than a
// keystroke may; the tests compare it with `Intl`. The signs that a locale itself has for one currency come from
// `Intl`.

/** Currencies by sign, the most used first. */
const SIGNS: Readonly<Record<string, string>> = {
  $:
    "USD CAD AUD NZD SGD HKD MXN ARS BBD BMD BND BSD BZD CLP COP CUC CUP DOP FJD GYD JMD KYD LRD NAD SBD SRD TTD TWD " +
    "UYU XCD",
  "€": "EUR",
  "£": "GBP EGP FKP GIP LBP SHP SSP SYP",
  "¥": "JPY CNY",
  kr: "SEK NOK DKK ISK",
  Rs: "INR LKR MUR NPR PKR SCR",
  "₨": "INR LKR MUR NPR PKR SCR",
  "₩": "KRW KPW",
  "₱": "PHP CUP",
  Fr: "CHF",
  A$: "AUD",
  Ar: "MGA",
  Bs: "BOB VES VED",
  CF: "KMF",
  CFPF: "XPF",
  C$: "CAD NIO",
  "Cg.": "XCG",
  Db: "STN",
  EC$: "XCD",
  "E£": "EGP",
  FCFA: "XAF XOF",
  "F CFA": "XOF XAF",
  CFA: "XOF XAF",
  FG: "GNF",
  Ft: "HUF",
  "GH₵": "GHS",
  "₵": "GHS",
  K: "MMK PGK ZMW",
  KM: "BAM",
  Kz: "AOA",
  Kč: "CZK",
  L: "HNL",
  "L£": "LBP",
  MX$: "MXN",
  NT$: "TWD",
  P: "BWP",
  Q: "GTQ",
  R: "ZAR",
  R$: "BRL",
  RF: "RWF",
  RM: "MYR",
  Rp: "IDR",
  S$: "SGD",
  T$: "TOP",
  ZK: "ZMW",
  lei: "RON MDL",
  zł: "PLN",
  "֏": "AMD",
  "؋": "AFN",
  "৳": "BDT",
  "฿": "THB",
  "៛": "KHR",
  "₡": "CRC",
  "₦": "NGN",
  "₪": "ILS",
  "₫": "VND",
  "₭": "LAK",
  "₮": "MNT",
  "₲": "PYG",
  "₴": "UAH",
  "₸": "KZT",
  "₹": "INR",
  "₺": "TRY",
  "₼": "AZN",
  "₽": "RUB",
  "₾": "GEL",
  "⃀": "KGS",
};

const BY_SIGN: readonly [sign: string, currencies: readonly string[]][] = Object.entries(SIGNS).map(
  ([sign, codes]) => [sign, codes.split(" ")],
);

/** A sign at the beginning of a text, and the currencies that it can mean. */
interface SignFound {
  sign: string;
  currencies: readonly string[];
}

/**
 * Finds the longest sign or code of a currency at the beginning of a text.
 * @param own The signs that the reader's locale has for the expected currency: they mean that one.
 */
export function signAt(text: string, expected: string, own: readonly string[]): SignFound | undefined {
  const found: SignFound[] = [];
  for (const sign of own) {
    const begun = text.slice(0, sign.length);
    // A single letter matches only in its own case: 12k is twelve thousand, not 12 kwacha.
    if (begun === sign || (sign.length > 1 && begun.toLowerCase() === sign.toLowerCase())) {
      found.push({ sign: begun, currencies: [expected] });
    }
  }
  const code = text.slice(0, 3);
  if (isCurrency(code.toUpperCase())) found.push({ sign: code, currencies: [code.toUpperCase()] });
  for (const [sign, codes] of BY_SIGN) if (text.startsWith(sign)) found.push({ sign, currencies: codes });
  found.push(...withCountry(text));
  // Sorting is stable for equal lengths: own signs come first.
  const [longest] = found.sort((a, b) => b.sign.length - a.sign.length);
  return longest;
}

/** A shared sign after letters that begin the code of its currency, such as `US$`. */
function withCountry(text: string): SignFound[] {
  const [sign, letters = "", shared = ""] = /^([A-Z]{1,3})([$£¥])/.exec(text) ?? [];
  if (sign === undefined) return [];
  const meant = (SIGNS[shared] ?? "").split(" ").filter((code) => code.startsWith(letters));
  return meant.length > 0 ? [{ sign, currencies: meant }] : [];
}
