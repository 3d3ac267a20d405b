// ISO 4217 (list one, current money only: no metals, funds or test codes), grouped by number of decimals. A custom
// table because `Intl` returns CLDR's decimals, not ISO's (0 instead of 3 for IQD), and a library's table with names
// and countries would be larger than the rest of the site; the tests compare it with the `currency-codes` package.
const CODES_BY_DECIMALS: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP " +
    "CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR " +
    "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD " +
    "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC " +
    "SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const DECIMALS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_DECIMALS).flatMap(([decimals, codes]) =>
    codes.split(" ").map((code): [string, number] => [code, Number(decimals)]),
  ),
);

/** Every supported currency, as ISO 4217 alphabetic codes in alphabetical order. */
export const currencies: readonly string[] = [...DECIMALS.keys()].sort();

/** Returns true if `code` is an ISO 4217 currency that expenses can be recorded in. */
export function isCurrency(code: string): boolean {
  return DECIMALS.has(code);
}

/**
 * Returns the number of decimals of the currency (ISO 4217 minor unit): 2 for USD, 0 for JPY, 3 for KWD.
 * @throws RangeError if the code is not a currency.
 */
export function decimalsOf(currency: string): number {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined) throw new RangeError(`${currency} is not an ISO 4217 currency.`);
  return decimals;
}
