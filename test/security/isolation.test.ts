import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { signUpAdmin } from "../helpers/admin";
import { type ApiResponse, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf } from "../helpers/cloud";
import { bodySchema, endsSession, parametersIn, type Route, routes } from "../helpers/routes";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

interface Victim {
  user: TestUser;
  /** Stands in everything that the user wrote. */
  mark: string;
  /** Every id that belongs to the user. */
  ids: string[];
}

/** Bodies that each route with one takes. */
const BODIES: Record<string, unknown> = {
  NewExpense: { description: "Mine", amount: 1 },
  LogExpense: { description: "Mine", amount: 1 },
  ExpenseChanges: { description: "Taken over" },
  AccountChanges: { enabled: true },
};

describe("what belongs to others", () => {
  const cloud = useCloud();
  const month = "2026-06";
  let victims: Victim[];
  let callers: Record<string, TestUser>;

  before(async function () {
    this.timeout(60_000);
    const [first, second, admin] = [await victim("Quartz"), await victim("Onyx"), await signUpAdmin(cloud())];
    victims = [first, second];
    callers = { "the other user": first.user, "another user": second.user, "an admin": admin };
    await cloud().lambda.idle();
  });

  /** A user with an expense, one in the trash, a report, an export, settings and an alert. */
  async function victim(mark: string): Promise<Victim> {
    const user = await signUpUser(cloud());
    const create = async (description: string) => {
      const body = { description, category: mark, amount: "900.00", currency: "USD", date: `${month}-01` };
      return (await user.api<Expense>("POST", "/expenses", { body })).body.expenseId;
    };
    const kept = await create(`${mark} necklace`);
    const deleted = await create(`${mark} ring`);
    await user.api("DELETE", `/expenses/${deleted}`);
    await user.api("POST", `/reports/${month}`);
    const { body } = await user.api<{ id: string }>("POST", "/exports");
    return { user, mark, ids: [kept, deleted, body.id, user.ledgerId] };
  }

  /** All stored data of a user, once all their requests have completed. */
  const stored = async ({ user }: Victim) => {
    await cloud().lambda.idle();
    return Promise.all(["Expenses", "Ledgers"].map((table) => itemsOf(cloud(), table, user.ledgerId)));
  };

  const isOwn = (caller: TestUser, { user }: Victim) => caller.ledgerId === user.ledgerId;
  // Managing users is what an admin is for; nothing that the users wrote is part of it.
  const isManagement = ({ path }: Route) => path === "/admin/users/{id}";
  const isErasure = ({ method, path }: Route) =>
    method === "DELETE" && (path === "/account" || path === "/admin/users/{id}");

  it("is neither read nor changed: every caller x every route x every id", async function () {
    this.timeout(180_000);
    let requests = 0;
    for (const [who, caller] of Object.entries(callers)) {
      for (const other of victims.filter((one) => !isOwn(caller, one))) {
        // Work that earlier requests started may still change the data.
        await cloud().lambda.idle();
        const before = await stored(other);
        for (const route of routes.filter((one) => !isErasure(one) && !endsSession(one))) {
          for (const answer of await attempts(route, caller, other)) {
            requests += 1;
            const what = `${who}: ${route.method} ${route.path}`;
            expect(JSON.stringify(answer.body) ?? "", what).not.to.include(other.mark);
            if (!route.path.startsWith("/admin/")) {
              expect(JSON.stringify(answer.body) ?? "", what).not.to.include(other.user.ledgerId);
            }
            const byId = parametersIn(route, "path").length > 0;
            if (byId && !isManagement(route) && !route.path.includes("{month}")) {
              expect(answer.status, what).to.be.oneOf([400, 403, 404]);
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
      const { body } = await user.api<Expense>("GET", `/expenses/${ids[0]}`);
      expect(body.description).to.equal(`${mark} necklace`);
    }
  });

  /** A request to the route for every ID of somebody else; one without IDs if it takes none. */
  async function attempts(route: Route, caller: TestUser, { ids, user }: Victim): Promise<ApiResponse[]> {
    const byId = parametersIn(route, "path").some(({ name }) => name !== "month");
    const paths = (byId ? ids : [""]).map((id) =>
      route.path.replace("{month}", month).replace(/\{\w+\}/g, encodeURIComponent(id)),
    );
    const reference =
      String(Object(bodySchema(route)).$ref)
        .split("/")
        .at(-1) ?? "";
    const body = bodySchema(route) === undefined ? undefined : (BODIES[reference] ?? {});
    // Whatever might make it look at somebody else's ledger.
    const query = `month=${month}&ledgerId=${user.ledgerId}`;
    const known = Object.entries({ month, since: new Date().toISOString() })
      .filter(([name]) => parametersIn(route, "query").some((parameter) => parameter.name === name))
      .map(([name, value]) => `?${name}=${value}`);
    const queries = ["", `?${query}`, ...known];
    const targets = paths.flatMap((path) => queries.map((one) => path + one));
    // One after the other: all at once would start eight instances of each function.
    const answers: ApiResponse[] = [];
    for (const target of targets) {
      answers.push(await caller.api(route.method, target, { body, headers: { "If-Match": '"1"' } }));
    }
    return answers;
  }
});
