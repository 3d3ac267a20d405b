import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { signUpAdmin } from "../helpers/admin";
import { type ApiResponse, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { create, invite } from "../helpers/ledgers";
import { jpeg } from "../helpers/receipts";
import { addReceipt } from "../helpers/receiptUpload";
import { endsSession, nameOf, parametersIn, type Route, routes } from "../helpers/routes";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";
import { rank, requestOf } from "./grantedRequests";

interface Victim {
  user: TestUser;
  /** Stands in everything that the user wrote. */
  mark: string;
  /** Every id that belongs to the user, by what has it. */
  ids: Record<(typeof THINGS)[number], string>;
}

/** Things that others have, and requests can name. */
const THINGS = [
  ...(["kept", "deleted", "receipt", "budget", "rule", "export"] as const),
  ...(["ownLedger", "sharedLedger", "invitation"] as const),
];

/** Bodies that name what belongs to others, or leave the caller as they are. */
const BODIES: Record<string, (ids: Victim["ids"]) => unknown> = {
  "PATCH /admin/users/{id}": () => ({ enabled: true }),
  "POST /expenses/batch": ({ kept, deleted }) => ({
    action: "delete",
    expenses: [kept, deleted].map((id) => ({ id, version: 1 })),
  }),
  "POST /memberships": ({ sharedLedger }) => ({ ledgerId: sharedLedger, secret: "x".repeat(43) }),
  "POST /invitations/lookup": ({ sharedLedger }) => ({ ledgerId: sharedLedger, secret: "x".repeat(43) }),
};

/** Victims of each caller. */
const VICTIMS = process.env.FULL ? 2 : 1;

describe("what belongs to others", () => {
  const cloud = useCloud();
  const month = "2026-06";
  let victims: Victim[];
  let callers: Record<string, TestUser>;

  before(async function () {
    this.timeout(60_000);
    const [first, second, admin] = [await victim("Quartz"), await victim("Onyx"), await signUpAdmin(cloud())];
    victims = [first, second];
    callers = { "the other user": first.user, "an admin": admin };
    await cloud().lambda.idle();
  });

  /** A user with everything that can be had, an alert of an expense among it. */
  async function victim(mark: string): Promise<Victim> {
    const user = await signUpUser(cloud());
    const log = async (description: string) => {
      const body = { description, category: mark, amount: "900.00", currency: "USD", date: `${month}-01` };
      return (await user.api<Expense>("POST", "/expenses", { body })).body.expenseId;
    };
    const kept = await log(`${mark} necklace`);
    const deleted = await log(`${mark} ring`);
    const receipt = await addReceipt(cloud(), user, jpeg());
    const budget = newExpenseId(new Date());
    const plan = { name: `${mark} fund`, amount: "400", currency: "EUR", period: "month" };
    const answers = [
      await user.api("DELETE", `/expenses/${deleted}`),
      await user.api("POST", `/reports/${month}`),
      await user.api("POST", "/calendar", { body: { amounts: true } }),
      await user.api("PUT", `/budgets/${budget}`, { body: plan, headers: { "If-Match": '"0"' } }),
    ];
    for (const { status, body } of answers) expect(status, JSON.stringify(body)).to.be.within(200, 204);
    const schedule = { every: 1, unit: "months", start: "2026-07-01" };
    const rent = { description: `${mark} rent`, amount: 1, currency: "EUR", schedule };
    const rule = (await user.api<{ id: string }>("POST", "/recurring", { body: rent })).body.id;
    const sharedLedger = (await create(user, `${mark} house`)).id;
    const invitation = (await invite(user, sharedLedger, "editor")).id;
    const { exportId } = (await user.api<{ exportId: string }>("POST", "/exports")).body;
    const own = { kept, deleted, receipt, budget, rule, export: exportId, invitation };
    const ids = { ...own, ownLedger: user.ledgerId, sharedLedger };
    for (const thing of THINGS) expect(ids[thing], thing).to.be.a("string");
    return { user, mark, ids };
  }

  /** All stored data of a user, once all their requests have completed; without sums, which an admin's totals keep. */
  const stored = async ({ ids: { ownLedger, sharedLedger } }: Victim) => {
    await settled(cloud());
    const owned = [ownLedger, sharedLedger].map((id) => itemsOf(cloud(), "Ledgers", id));
    const items = await Promise.all([itemsOf(cloud(), "Expenses", ownLedger), ...owned]);
    return items.map((some) => some.filter(({ sk }) => !String(sk).startsWith("month#")));
  };

  const isOwn = (caller: TestUser, { user }: Victim) => caller.ledgerId === user.ledgerId;
  // Managing users is what an admin is for; nothing that the users wrote is part of it.
  const isManagement = ({ path }: Route) => path === "/admin/users/{id}";
  const isErasure = ({ method, path }: Route) =>
    method === "DELETE" && (path === "/account" || path === "/admin/users/{id}");

  const takesId = (route: Route) => parametersIn(route, "path").some(({ name }) => name !== "month");
  const attacked = routes
    .filter((one) => !isErasure(one) && !endsSession(one))
    .sort((a, b) => rank(a) - rank(b));

  it("is neither read nor changed: a user and an admin x every route x every id", async function () {
    this.timeout(300_000);
    let requests = 0;
    for (const [who, caller] of Object.entries(callers)) {
      for (const other of victims.filter((one) => !isOwn(caller, one)).slice(0, VICTIMS)) {
        // Work that earlier requests started may still change the data.
        await cloud().lambda.idle();
        const before = await stored(other);
        for (const route of attacked) {
          for (const answer of await attempts(route, caller, other)) {
            requests += 1;
            const what = `${who}: ${route.method} ${route.path}`;
            expect(JSON.stringify(answer.body) ?? "", what).not.to.include(other.mark);
            if (!route.path.startsWith("/admin/")) {
              expect(JSON.stringify(answer.body) ?? "", what).not.to.include(other.user.ledgerId);
            }
            if (takesId(route) && !isManagement(route)) {
              expect(answer.status, `${what}: ${JSON.stringify(answer.body)}`).to.be.oneOf([403, 404]);
            }
          }
        }
        expect(await stored(other), `${who} changed something`).to.deep.equal(before);
      }
    }
    console.log(`        ${requests} requests`);
  });

  it("is not erased when another user closes their account", async function () {
    this.timeout(60_000);
    const [first] = victims as [Victim];
    await cloud().lambda.idle();
    const before = await stored(first);
    const leaver = await signUpUser(cloud());
    await leaver.api("DELETE", "/account", { body: { ledgerId: first.user.ledgerId } });
    await settled(cloud());
    expect(await stored(first)).to.deep.equal(before);
  });

  it("is accessible to its owner", async () => {
    for (const { user, mark, ids } of victims) {
      const { body } = await user.api<Expense>("GET", `/expenses/${ids.kept}`);
      expect(body.description).to.equal(`${mark} necklace`);
    }
  });

  /** A request to the route for every ID of somebody else; one without IDs if it takes none. */
  async function attempts(route: Route, caller: TestUser, { ids, user }: Victim): Promise<ApiResponse[]> {
    const paths = (takesId(route) ? Object.values(ids) : [""]).map((id) =>
      route.path.replace("{month}", month).replace(/\{\w+\}/g, encodeURIComponent(id)),
    );
    const body = BODIES[nameOf(route)]?.(ids) ?? requestOf(route).body;
    // Whatever might make it look at somebody else's ledger.
    const query = `month=${month}&ledgerId=${user.ledgerId}`;
    const known = Object.entries({ month, since: new Date().toISOString() })
      .filter(([name]) => parametersIn(route, "query").some((parameter) => parameter.name === name))
      .map(([name, value]) => `?${name}=${value}`);
    const queries = takesId(route) ? [`?${query}`] : ["", `?${query}`, ...known];
    const targets = paths.flatMap((path) => queries.map((one) => path + one));
    // One after the other: all at once would start eight instances of each function.
    const answers: ApiResponse[] = [];
    for (const target of targets) {
      answers.push(await caller.api(route.method, target, { body, headers: { "If-Match": '"1"' } }));
    }
    return answers;
  }
});
