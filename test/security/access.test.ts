import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { REFUSALS, type RefusalCode } from "../../domain/values/refusals";
import { operations, routes as served } from "../../handlers/catalogue";
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
import { audiences, RECENT } from "../helpers/audiences";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { minutesLater } from "../helpers/poolKey";
import { problem } from "../helpers/problem";
import { requestTo } from "../helpers/requestTo";
import {
  adminRoutes,
  endsSession,
  nameOf,
  publicRoutes,
  type Route,
  recentRoutes,
  routes,
} from "../helpers/routes";
import { withSecondFactor } from "../helpers/secondFactor";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";
import { ABSENT, isOfExpense, rank, requestOf, WITHOUT_SECOND_FACTOR } from "./grantedRequests";

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

  it("has a row for each principal, and a column for each route of the catalogue, of the audience that is written down", () => {
    expect([...callers.keys()]).to.have.members(Object.keys(TABLE));
    const count = operations.reduce((sum, { also }) => sum + 1 + also.length, 0);
    expect(routes).to.have.length(count);
    const roles = Object.fromEntries(served.map(({ route, role }) => [route, role]));
    expect(roles).to.deep.equal(Object.fromEntries(audiences));
    const recent = operations.flatMap(({ route, recentSignIn }) => (recentSignIn ? [route] : []));
    expect(recent).to.have.members(RECENT);
  });

  for (const [who, [onUserRoutes, onAdminRoutes, onRecentRoutes = onUserRoutes]] of Object.entries(TABLE)) {
    it(`${who}: ${onUserRoutes}; as an admin: ${onAdminRoutes}`, async function () {
      this.timeout(120_000);
      // Routes without a token are asked meanwhile: some take a full second, so that their time tells nothing.
      const asked = new Map(publicRoutes.map((route) => [route, callers.get(who)?.(route)]));
      for (const answer of asked.values()) answer?.catch(() => undefined); // It fails the test when its turn comes.
      const ordered = [...routes].sort((a, b) => rank(a) - rank(b));
      for (const route of ordered) {
        const answer = await (asked.get(route) ?? callers.get(who)?.(route));
        const onLetIn = adminRoutes.includes(route) ? onAdminRoutes : onUserRoutes;
        // Who may not call a route at all is told so first.
        const needsRecent = onLetIn === "let in" && recentRoutes.includes(route);
        const onProtected = needsRecent ? onRecentRoutes : onLetIn;
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
