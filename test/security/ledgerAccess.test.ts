import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense, ExpensePage } from "../../domain/expenses/expense";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import type { Ledger } from "../../domain/ledgers/model";
import { isLedgerRole, LEDGER_ROLES, type LedgerRole, writesContents } from "../../domain/ledgers/roles";
import { REFUSALS, type RefusalCode } from "../../domain/values/refusals";
import { type ApiResponse, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { inside, joined } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { requestTo } from "../helpers/requestTo";
import { audienceOf, nameOf, type Route, routes } from "../helpers/routes";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

/** The routes that read the header, with their least role. */
const ledgerRoutes = routes.flatMap((route) => {
  const role = audienceOf(route) ?? "public";
  return isLedgerRole(role) ? [{ route, least: role }] : [];
});

/** Refusals that come from the role or from the ledger, and not from what the request asks for. */
const OF_ACCESS: readonly RefusalCode[] = [
  "ledger.notFound",
  "role.tooLow",
  "ledger.archived",
  "session.expired",
];

/** Bodies that change nothing that another request looks at. */
const CHANGES: Record<string, object> = {
  "PATCH /expenses/{id}": { amount: 2 },
  "POST /expenses/batch": { action: "delete", expenses: [{ id: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }] },
  "PATCH /ledger": { name: "Home" },
  "POST /ledger/categories/rename": { from: "None", to: "Nothing" },
  "PATCH /recurring/{id}": { paused: true },
  "PUT /budgets/{id}": { name: "Food", amount: "400", currency: "EUR", period: "month" },
};

/** Runs last of the actions on a ledger. */
const isEnd = ({ method, path }: Route) => method === "DELETE" && path === "/ledger";
const isOfExpense = ({ path, method }: Route) => path.startsWith("/expenses/{id}") && method !== "GET";

describe("every operation x every role in a ledger", () => {
  const cloud = useCloud();
  const users = new Map<string, TestUser>();
  const user = (name: string) => users.get(name) as TestUser;
  const ids = { open: "", spare: "", archived: "", deleted: "" };
  let expenseId: string;

  const store = async (more: Partial<Ledger>): Promise<string> => {
    const id = newExpenseId(new Date());
    const since = new Date().toISOString();
    const members = Object.fromEntries(
      LEDGER_ROLES.map((role) => [user(role).ledgerId, { role, since, email: user(role).email }]),
    );
    const Item = {
      ledgerId: id,
      sk: "profile",
      settings: {},
      version: 1,
      createdAt: since,
      members,
      ...more,
    };
    await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));
    return id;
  };

  before(async function () {
    this.timeout(60_000);
    for (const name of [...LEDGER_ROLES, "stranger"]) users.set(name, await signUpUser(cloud()));
    ids.open = await store({});
    ids.spare = await store({});
    ids.archived = await store({ archivedAt: new Date().toISOString() });
    ids.deleted = await store({ erasesAt: new Date(Date.now() + 86_400_000).toISOString() });
    const { body } = await add(user("owner"), { description: "Rent", amount: 1 });
    expenseId = body.expenseId;
    const removed = await joined(cloud(), user("owner"), ids.open, "owner");
    users.set("removed", removed);
    const removal = await user("owner").api(
      "DELETE",
      `/ledger/members/${removed.ledgerId}`,
      inside(ids.open),
    );
    expect(removal.status).to.equal(204);
  });

  const add = (who: TestUser, body: object, headers: Record<string, string> = {}) =>
    who.api<Expense>("POST", "/expenses", { body, headers: { "Ledger-Id": ids.open, ...headers } });

  const send = (who: string, route: Route, ledgerId: string): Promise<ApiResponse> => {
    const { path, body } = requestTo(route, expenseId);
    const headers = { "Ledger-Id": ledgerId, "If-Match": '"0"' };
    return user(who).api(route.method, path, {
      body: CHANGES[nameOf(route)] ?? body,
      headers,
    });
  };

  function verdictOf(
    role: LedgerRole,
    { route, least }: (typeof ledgerRoutes)[number],
  ): RefusalCode | undefined {
    if (LEDGER_ROLES.indexOf(role) < LEDGER_ROLES.indexOf(least)) return "role.tooLow";
    // Everybody can leave, and owners alone can remove others.
    if (route.method === "DELETE" && route.path === "/ledger/members/{id}" && role !== "owner")
      return "role.tooLow";
    return isOfExpense(route) && role === "contributor" ? "expense.notOwn" : undefined;
  }

  function expectRefused(answer: ApiResponse, code: RefusalCode, what: string): void {
    expect(answer, what).to.deep.equal({
      status: REFUSALS[code].status,
      headers: jsonHeaders(cloud()),
      body: problem(code),
    });
  }

  for (const role of LEDGER_ROLES) {
    it(`${role}: is let in to what the role includes, and to nothing else`, async function () {
      this.timeout(60_000);
      for (const one of ledgerRoutes) {
        const what = nameOf(one.route);
        const answer = await send(
          role,
          one.route,
          isEnd(one.route) && role === "owner" ? ids.spare : ids.open,
        );
        const code = verdictOf(role, one);
        if (code !== undefined) expectRefused(answer, code, what);
        else expect(Object(answer.body).code ?? "", what).not.to.be.oneOf(OF_ACCESS);
      }
    });
  }

  it("nobody enters a ledger of others, one that they were removed from, a deleted one or one that does not exist, nor finds out which it is", async function () {
    this.timeout(120_000);
    await settled(cloud());
    const before = await itemsOf(cloud(), "Ledgers", ids.open);
    const owner = user("owner");
    for (const { route } of ledgerRoutes) {
      for (const [who, id] of [
        ["stranger", ids.open],
        ["removed", ids.open],
        ["owner", ids.deleted],
      ] as const) {
        expectRefused(await send(who, route, id), "ledger.notFound", `${who}: ${nameOf(route)}`);
      }
    }
    // The function of one route reads the header for all.
    const [{ route }] = ledgerRoutes as [(typeof ledgerRoutes)[number]];
    for (const id of [
      newExpenseId(new Date()),
      owner.ledgerId,
      randomUUID(),
      "system",
      "x".repeat(3000),
      "*",
    ]) {
      expectRefused(await send("stranger", route, id), "ledger.notFound", id.slice(0, 40));
    }
    expect(await itemsOf(cloud(), "Ledgers", ids.open)).to.deep.equal(before);
  });

  it("an archived ledger is read and managed, and not written to", async () => {
    for (const { route, least } of ledgerRoutes.filter(({ route }) => !isOfExpense(route) && !isEnd(route))) {
      const answer = await send("owner", route, ids.archived);
      const what = nameOf(route);
      if (writesContents(least)) expectRefused(answer, "ledger.archived", what);
      else expect(Object(answer.body).code ?? "", what).not.to.be.oneOf(OF_ACCESS);
    }
  });

  it("rights end with the next request after a member is demoted or removed", async () => {
    const [demoted, removed] = [user("editor"), user("viewer")];
    const headers = { "Ledger-Id": ids.open };
    const [profile] = (await itemsOf(cloud(), "Ledgers", ids.open)).filter(({ sk }) => sk === "profile");
    const { [removed.ledgerId]: _gone, ...members } = Object(profile).members;
    members[demoted.ledgerId].role = "viewer";
    await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item: { ...profile, members } }));
    expectRefused(await add(demoted, { description: "Late", amount: 1 }), "role.tooLow", "demoted");
    expect((await demoted.api("GET", "/expenses", { headers })).status).to.equal(200);
    expectRefused(await removed.api("GET", "/expenses", { headers }), "ledger.notFound", "removed");
  });

  it("what a member adds is in the ledger that they named, once for a key, and in no other", async () => {
    const [owner, contributor] = [user("owner"), user("contributor")];
    const key = { "Idempotency-Key": randomUUID() };
    const body = { description: "Shared groceries", amount: "12.50", date: "2026-06-01", currency: "USD" };
    const first = await add(contributor, body, key);
    expect([first.status, first.body.createdBy]).to.deep.equal([201, contributor.ledgerId]);
    // The same file, imported by another member.
    expect((await add(owner, body, key)).body).to.deep.equal(first.body);
    const own = await contributor.api<Expense>("POST", "/expenses", { body, headers: key });
    expect(own.body.expenseId).not.to.equal(first.body.expenseId);
    const listOf = async (who: TestUser, headers: Record<string, string>) =>
      (await who.api<ExpensePage>("GET", "/expenses?month=2026-06&q=shared", { headers })).body.expenses;
    expect(await listOf(owner, { "Ledger-Id": ids.open })).to.deep.equal([first.body]);
    expect(await listOf(contributor, {})).to.deep.equal([own.body]);
    expect(await listOf(owner, {})).to.deep.equal([]);
    // Their own they change and delete.
    const change = { body: { amount: 3 }, headers: { "Ledger-Id": ids.open, "If-Match": '"1"' } };
    const path = `/expenses/${first.body.expenseId}`;
    expect((await contributor.api("PATCH", path, change)).status).to.equal(200);
    expect((await contributor.api("DELETE", path, { headers: change.headers })).status).to.equal(204);
    expect((await contributor.api("POST", `${path}/restore`, { headers: change.headers })).status).to.equal(
      200,
    );
  });
});
