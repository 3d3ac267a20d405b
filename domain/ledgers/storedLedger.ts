import type { Ledger } from "./model";

/** The ledger of a stored profile; without one, a ledger that nobody has written to yet. */
export function ledgerOf(id: string, profile: Record<string, unknown> = {}): Ledger {
  const { ledgerId: _id, sk: _sk, ...stored } = profile;
  return { settings: {}, version: 0, ...stored, id, exists: profile.version !== undefined };
}
