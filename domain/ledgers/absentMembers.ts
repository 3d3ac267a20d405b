import type { AccessReader } from "./accessReader";
import type { Ledger } from "./model";

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Returns the other members of an owner's ledger who cannot sign in: their accounts are disabled or closed. They cannot
 * keep the ledger when the owner goes. For anybody else nothing is read, since their going leaves the owners.
 * @param least The least role of the members that matter.
 */
export async function absentMembers(
  access: Pick<AccessReader, "shutOut">,
  { members = {} }: Ledger,
  userId: string,
  least: "owner" | "viewer",
): Promise<ReadonlySet<string>> {
  if (!Object.hasOwn(members, userId) || members[userId]?.role !== "owner") return NOBODY;
  const ids = Object.entries(members)
    .filter(([id, { role }]) => id !== userId && (least === "viewer" || role === "owner"))
    .map(([id]) => id);
  return ids.length === 0 ? NOBODY : access.shutOut(ids);
}
