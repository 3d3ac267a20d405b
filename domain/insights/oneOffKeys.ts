/**
 * Returns the key by which a ledger remembers an expense as a one-off: that of the finding that it is unusual, with its
 * currency, since the same amount of another currency is another expense. It ends with the day, as earlier ones do, which
 * have no currency and are of all.
 */
export const oneOffKey = (unusualKey: string, currency: string): string =>
  unusualKey.replace(/(?=:[\d-]{10}$)/, ` ${currency}`);
