import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { LedgerSummary } from "../../domain/ledgers/ledgerSchemas";
import type { LedgerRole } from "../../domain/ledgers/roles";
import { signUpUser, type TestUser } from "./api";
import { allItemsOf, databaseOf, type TestCloud } from "./cloud";

interface Invitation {
  id: string;
  secret: string;
  role: LedgerRole;
  createdAt: string;
  expiresAt: string;
}

/** A request inside of a ledger. */
export const inside = (id: string) => ({ headers: { "Ledger-Id": id } });

/** Creates a ledger. */
export async function create(owner: TestUser, name = "Home"): Promise<LedgerSummary> {
  return (await owner.api<LedgerSummary>("POST", "/ledgers", { body: { name, colour: "#3366cc" } })).body;
}

export async function invite(owner: TestUser, id: string, role: LedgerRole): Promise<Invitation> {
  return (await owner.api<Invitation>("POST", "/ledger/invitations", { ...inside(id), body: { role } })).body;
}

export const join = (user: TestUser, ledgerId: string, secret: string) =>
  user.api<LedgerSummary>("POST", "/memberships", { body: { ledgerId, secret } });

export const lookUp = (user: TestUser, ledgerId: string, secret: string) =>
  user.api("POST", "/invitations/lookup", { body: { ledgerId, secret } });

/** The ledgers of a user. */
export async function listed(user: TestUser): Promise<LedgerSummary[]> {
  return (await user.api<{ ledgers: LedgerSummary[] }>("GET", "/ledgers")).body.ledgers;
}

/** Leaves a member as the release before did, which made no profile for whoever stored nothing in their own ledger. */
export async function asOfFormerRelease(cloud: TestCloud, { ledgerId }: TestUser): Promise<void> {
  const Key = { ledgerId, sk: "profile" };
  await databaseOf(cloud).send(new DeleteCommand({ TableName: "Ledgers", Key }));
}

/** The ledgers that a user is a member of, and where they have a calendar feed, as they are stored. */
export async function heldBy(cloud: TestCloud, { ledgerId: userId }: TestUser): Promise<unknown[]> {
  const items = await allItemsOf(cloud, "Ledgers");
  const held = items.filter(({ sk, by, members }) =>
    String(sk).startsWith("calendar#") ? by === userId : Object.hasOwn(Object(members), userId),
  );
  return held.map(({ ledgerId }) => ledgerId);
}

/** A new user who has joined a ledger. */
export async function joined(
  cloud: TestCloud,
  owner: TestUser,
  id: string,
  role: LedgerRole,
): Promise<TestUser> {
  const user = await signUpUser(cloud);
  const { secret } = await invite(owner, id, role);
  expect((await join(user, id, secret)).status).to.equal(201);
  return user;
}
