import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { REFUSALS, type RefusalCode } from "../../domain/values/refusals";
import { operations } from "../../handlers/catalogue";
import { addToAdmins, signUpAdmin } from "../helpers/admin";
import {
  type ApiResponse,
  callApi,
  gatewayHeaders,
  jsonHeaders,
  refresh,
  signIn,
  signUpUser,
  type TestUser,
} from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { minutesLater } from "../helpers/poolKey";
import { problem } from "../helpers/problem";
import { requestTo } from "../helpers/requestTo";
import { adminRoutes, endsSession, publicRoutes, type Route, recentRoutes, routes } from "../helpers/routes";
import { withSecondFactor } from "../helpers/secondFactor";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

/** Sends a request to a route. */
type Caller = (route: Route) => Promise<ApiResponse>;

/** Answer of a route to a principal: their request is let in, or is refused in this way. */
type Verdict =
  | "let in"
  | "auth.required"
  | "session.expired"
  | "admin.required"
  | "secondFactor.required"
  | "signIn.notRecent";

/** Verdicts by principal: on the routes of users, on those of admins, and on those that require a recent sign-in. */
const TABLE: Record<string, [onUserRoutes: Verdict, onAdminRoutes: Verdict, onRecentRoutes?: Verdict]> = {
  "nobody, without a token": ["auth.required", "auth.required"],
  owner: ["let in", "admin.required"],
  "stranger with the owner's ids": ["let in", "admin.required"],
  admin: ["let in", "let in"],
  "admin without a second factor": ["let in", "secondFactor.required"],
  "admin whose sign-in was six minutes ago": ["let in", "let in", "signIn.notRecent"],
  "demoted admin with the token from before": ["session.expired", "session.expired"],
  "demoted admin who signed in again": ["let in", "admin.required"],
  "disabled user with the token from before": ["session.expired", "session.expired"],
  "user who was disabled and enabled, with the token from before": ["session.expired", "session.expired"],
  "user whose sessions were ended, with a token refreshed since": ["session.expired", "session.expired"],
  "user whose account was closed": ["session.expired", "session.expired"],
};

/** Answers to admitted callers, where the route does not succeed: what it names does not exist. */
const ABSENT: Record<string, RefusalCode> = {
  "PATCH /admin/users/{id}": "user.notFound",
  "DELETE /admin/users/{id}": "user.notFound",
  "POST /admin/deadLetters/{queue}/replay": "queue.notFound",
  "GET /calendar.ics": "calendar.notFound",
  "GET /receipts/{id}": "receipt.notFound",
  "GET /receipts/{id}/picture": "receipt.notFound",
  "POST /receipts/{id}/confirm": "receipt.notFound",
  "POST /receipts/{id}/read": "receipt.notFound",
  "DELETE /receipts/{id}": "receipt.notFound",
  "PATCH /recurring/{id}": "rule.notFound",
  "POST /recurring/{id}/occurrences": "rule.notFound",
  "DELETE /recurring/{id}": "rule.notFound",
  "GET /exports/{id}": "export.notFound",
  "GET /reports/{month}": "report.notFound",
  "POST /reports/{month}/retrieval": "report.notFound",
  "POST /secondFactorReset": "recovery.refused",
  "POST /ledgers/{id}/restore": "ledger.notFound",
  "POST /memberships": "invitation.notFound",
  "GET /budgets/{id}/periods": "budget.notFound",
  "DELETE /budgets/{id}": "budget.notFound",
  // Nobody shares or deletes their own ledger; `ledgerAccess.test.ts` covers ledgers that can be.
  "DELETE /ledger": "ledger.own",
  "PATCH /ledger/members/{id}": "member.notFound",
  "DELETE /ledger/members/{id}": "member.notFound",
  "POST /ledger/invitations": "ledger.own",
  "DELETE /ledger/invitations/{id}": "invitation.notFound",
};

/** Answers to admitted callers without a second factor. */
const WITHOUT_SECOND_FACTOR: Record<string, RefusalCode> = {
  "PUT /account/secondFactor": "secondFactor.notVerified",
  "POST /account/recoveryCodes": "secondFactor.off",
};

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const isOfExpense = ({ path }: Route) => path.startsWith("/expenses/{id}");

/** A request that the route grants to whom it lets in. */
function requestOf(route: Route, id?: string): { path: string; body?: unknown; version: string } {
  const { path, body } = requestTo(route, id);
  switch (nameOf(route)) {
    case "GET /expenses/changes":
      return { path: `/expenses/changes?since=${new Date().toISOString()}`, version: "1" };
    case "POST /expenses":
      // A document cannot say that parts make up an amount.
      return { path, body: { description: "Desk", amount: 1 }, version: "1" };
    case "POST /expenses/batch":
      return {
        path,
        body: { action: "delete", expenses: [{ id: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }] },
        version: "1",
      };
    case "PATCH /expenses/{id}":
      return { path, body: { amount: 2 }, version: "1" };
    case "POST /expenses/{id}/undo":
      // The change that `PATCH` made, which comes before.
      return { path, body: { version: 2 }, version: "2" };
    case "POST /recurring":
      return {
        path,
        body: {
          description: "Rent",
          amount: 1,
          schedule: { every: 1, unit: "months", start: new Date().toISOString().slice(0, 10) },
        },
        version: "1",
      };
    case "PATCH /recurring/{id}":
      return { path, body: { paused: true }, version: "1" };
    case "POST /receipts/{id}/confirm":
      return { path, body: { description: "Lunch", amount: 1 }, version: "1" };
    case "POST /recurring/{id}/occurrences":
      return { path, body: { day: "2026-06-01", action: "skip" }, version: "1" };
    case "PATCH /ledger":
      return { path, body: { name: "Home" }, version: "1" };
    case "PUT /budgets/{id}":
      return {
        path: `/budgets/${newExpenseId(new Date())}`,
        body: { name: "Food", amount: "400", currency: "EUR", period: "month" },
        version: "0",
      };
    case "PUT /account/settings":
      return { path, body, version: "0" };
    case "PUT /ledger/settings":
      return { path, body: { currency: "EUR" }, version: "0" };
    case "PUT /settings":
      // That of the ledger comes before.
      return { path, body: { currency: "USD" }, version: "1" };
    case "POST /secondFactorReset":
      return { path, body: { ...Object(body), email: `${randomUUID()}@example.com` }, version: "1" };
    case "PUT /account/email":
      return { path, body: { email: `${randomUUID()}@example.com` }, version: "1" };
    default:
      return { path, body, version: "1" };
  }
}

/** Routes that come after all others, in this order: they take away or change what others need, or undo it. */
const LATE = [
  "PATCH /ledger",
  "POST /expenses/{id}/undo",
  "DELETE /expenses/{id}",
  "POST /expenses/{id}/restore",
  "DELETE /account/secondFactor",
];

/** Routes that end a session come after {@link LATE}, the end of the account last. */
function rank(route: Route): number {
  const late = LATE.indexOf(nameOf(route)) + 1;
  return late + (LATE.length + 1) * Number(endsSession(route)) + Number(route.path === "/account");
}

describe("every operation x every principal", () => {
  const cloud = useCloud();
  const callers = new Map<string, Caller>();
  /** Users whom every route refuses with a token of theirs. */
  let outsiders: TestUser[] = [];
  let storedBefore: unknown;

  before(async function () {
    this.timeout(120_000);
    const root = await signUpAdmin(cloud());
    const change = async ({ ledgerId }: TestUser, changes: object) => {
      const { status } = await root.api("PATCH", `/admin/users/${ledgerId}`, { body: changes });
      expect(status).to.equal(200);
    };
    const as =
      ({ api }: Pick<TestUser, "api">, id?: string): Caller =>
      (route) => {
        const { path, body, version } = requestOf(route, id);
        return api(route.method, path, { body, headers: { "If-Match": `"${version}"` } });
      };
    /** Signs in again where the request before may have ended the session. */
    const asSignedIn =
      (user: TestUser, id?: string): Caller =>
      async (route) => {
        if (!endsSession(route)) return as(user, id)(route);
        const answer = await as(await signIn(cloud(), user.email, user.password))(route);
        const { password = user.password } = Object(requestTo(route).body);
        if (answer.status < 300) Object.assign(user, { password });
        return answer;
      };

    callers.set("nobody, without a token", (route) => {
      const { path, body } = requestTo(route);
      return callApi(cloud(), route.method, path, { body });
    });

    const owner = await withSecondFactor(cloud(), await signUpUser(cloud()));
    const { body } = await owner.api<{ expenseId: string }>("POST", "/expenses", {
      body: { description: "Mine", amount: 1 },
    });
    callers.set("owner", asSignedIn(owner, body.expenseId));
    const stranger = await withSecondFactor(cloud(), await signUpUser(cloud()));
    callers.set("stranger with the owner's ids", asSignedIn(stranger, body.expenseId));
    callers.set("admin", asSignedIn(await signUpAdmin(cloud())));
    const without = await signUpUser(cloud());
    await addToAdmins(cloud(), without);
    const session = await signIn(cloud(), without.email, without.password);
    callers.set("admin without a second factor", asSignedIn({ ...without, ...session }));
    const late = async () => minutesLater(cloud(), await signUpAdmin(cloud()), 6);
    const first = await late();
    callers.set("admin whose sign-in was six minutes ago", async (route) =>
      as(endsSession(route) ? await late() : first)(route),
    );

    const demoted = await signUpAdmin(cloud());
    await change(demoted, { admin: false });
    callers.set("demoted admin with the token from before", as(demoted));
    callers.set(
      "demoted admin who signed in again",
      asSignedIn({ ...demoted, ...(await signIn(cloud(), demoted.email, demoted.password)) }),
    );

    const disabled = await signUpAdmin(cloud());
    await change(disabled, { enabled: false });
    callers.set("disabled user with the token from before", as(disabled));

    const enabled = await signUpAdmin(cloud());
    await change(enabled, { enabled: false });
    await change(enabled, { enabled: true });
    callers.set("user who was disabled and enabled, with the token from before", as(enabled));

    const ended = await signUpUser(cloud());
    await endSessions(ended);
    const refreshed = await refresh(cloud(), ended);
    callers.set("user whose sessions were ended, with a token refreshed since", as(refreshed));

    const closed = await signUpUser(cloud());
    expect((await closed.api("DELETE", "/account")).status).to.equal(202);
    callers.set("user whose account was closed", as(closed));
    await settled(cloud());
    outsiders = [disabled, enabled, ended, closed];
    storedBefore = await storedOf(outsiders);
  });

  /** As Cognito is between the two steps of a change: the table knows, and the session can still be refreshed. */
  async function endSessions({ ledgerId }: TestUser): Promise<void> {
    const validAfter = Math.floor(Date.now() / 1000);
    await databaseOf(cloud()).send(
      new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk: "user", validAfter } }),
    );
  }

  const storedOf = (users: TestUser[]) =>
    Promise.all(
      users.flatMap(({ ledgerId }) =>
        ["Expenses", "Ledgers"].map((table) => itemsOf(cloud(), table, ledgerId)),
      ),
    );

  it("has a row for each principal, and a column for each route of the catalogue", () => {
    expect([...callers.keys()]).to.have.members(Object.keys(TABLE));
    const count = operations.reduce((sum, { also }) => sum + 1 + also.length, 0);
    expect(routes).to.have.length(count);
  });

  for (const [who, [onUserRoutes, onAdminRoutes, onRecentRoutes = onUserRoutes]] of Object.entries(TABLE)) {
    it(`${who}: ${onUserRoutes}; as an admin: ${onAdminRoutes}`, async function () {
      this.timeout(120_000);
      const ordered = [...routes].sort((a, b) => rank(a) - rank(b));
      for (const route of ordered) {
        const answer = await callers.get(who)?.(route);
        const onOthers = recentRoutes.includes(route) ? onRecentRoutes : onUserRoutes;
        const onProtected = adminRoutes.includes(route) ? onAdminRoutes : onOthers;
        const verdict = publicRoutes.includes(route) ? "let in" : onProtected;
        if (verdict !== "let in") expectRefused(answer, verdict, nameOf(route));
        else expectLetIn(answer, route, who);
      }
    });
  }

  it("stores and changes nothing for those who are refused", async () => {
    await settled(cloud());
    expect(await storedOf(outsiders)).to.deep.equal(storedBefore);
  });

  /** The route succeeds, or answers that there is no such thing, as for somebody else's. */
  function expectLetIn(answer: ApiResponse | undefined, route: Route, who: string): void {
    const foreign = isOfExpense(route) && who !== "owner" ? "expense.notFound" : undefined;
    const missing =
      who === "admin without a second factor" ? WITHOUT_SECOND_FACTOR[nameOf(route)] : undefined;
    const refusal = foreign ?? ABSENT[nameOf(route)] ?? missing;
    if (refusal !== undefined) {
      expectRefused(answer, refusal, nameOf(route));
      return;
    }
    const success = Object.keys(route.described.responses).filter((status) => status < "300");
    expect(String(answer?.status), `${nameOf(route)}: ${JSON.stringify(answer?.body)}`).to.be.oneOf(success);
    expect(success).not.to.deep.equal([]);
  }

  function expectRefused(answer: ApiResponse | undefined, code: RefusalCode, what: string): void {
    const isGateways = code === "auth.required";
    expect(answer, what).to.deep.equal({
      status: REFUSALS[code].status,
      headers: isGateways ? gatewayHeaders(cloud()) : jsonHeaders(cloud()),
      body: problem(code, code === "signIn.notRecent" ? { values: { minutes: 5 } } : {}),
    });
  }
});
