/**
 * Currencies by the power of ten that is nearest to what a US dollar costs in them, for those of which it costs more than
 * five. Estimated in 2025: nothing is converted by it, and who is near a border between two powers sees a proposal that is three
 * times too high or too low before it is stored. Most powers hold until a currency loses two thirds of its worth.
 */
const CODES_BY_POWER: Readonly<Record<number, string>> = {
  1:
    "BOB BRL BWP CNY CUP CZK DKK ERN GHS GTQ HKD HNL LSL LYD MAD MDL MOP MVR MXN NAD NOK SBD SCR SEK SLE STN SVC SZL " +
    "TJS TTD TWD ZAR ZMW ZWG",
  2:
    "AFN ALL BDT BTN CVE DJF DOP DZD EGP ETB GMD GYD HTG INR ISK JMD JPY KES KGS LKR LRD MKD MRU MUR MZN NIO NPR PHP " +
    "PKR RSD RUB SRD THB TRY UAH UYU VED VES VUV XPF YER",
  3: "AMD AOA ARS BIF CDF CLP CRC HUF IQD KMF KPW KRW KZT MMK MWK NGN RWF SDG SOS TZS XAF XOF",
  4: "COP GNF IDR KHR LAK MGA MNT PYG SSP SYP UGX UZS VND",
  5: "IRR LBP",
};

const POWERS: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_POWER).flatMap(([power, codes]) =>
    codes.split(" ").map((code): [string, number] => [code, Number(power)]),
  ),
);

/** The power of ten that is nearest to what a US dollar costs in the currency; 0 also for those that cost more than it. */
export const powerOf = (currency: string): number => POWERS.get(currency) ?? 0;
