import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { REFUSALS } from "../../domain/values/refusals";
import { operations } from "../../handlers/catalogue";
import { signUpAdmin } from "../helpers/admin";
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
import { settled } from "../helpers/stored";
import { useOwnCloud } from "../helpers/useCloud";

/** Sends a request to a route. */
type Caller = (route: Route) => Promise<ApiResponse>;

/** Answer of a route to a principal: their request is let in, or is refused in this way. */
type Verdict = "let in" | "auth.required" | "session.expired" | "admin.required" | "signIn.notRecent";

/** Verdicts by principal: on the routes of users, on those of admins, and on those that require a recent sign-in. */
const TABLE: Record<string, [onUserRoutes: Verdict, onAdminRoutes: Verdict, onRecentRoutes?: Verdict]> = {
  "nobody, without a token": ["auth.required", "auth.required"],
  owner: ["let in", "admin.required"],
  "stranger with the owner's ids": ["let in", "admin.required"],
  admin: ["let in", "let in"],
  "admin whose sign-in was six minutes ago": ["let in", "let in", "signIn.notRecent"],
  "demoted admin with the token from before": ["session.expired", "session.expired"],
  "demoted admin who signed in again": ["let in", "admin.required"],
  "disabled user with the token from before": ["session.expired", "session.expired"],
  "user who was disabled and enabled, with the token from before": ["session.expired", "session.expired"],
  "user whose sessions were ended, with a token refreshed since": ["session.expired", "session.expired"],
  "user whose account was closed": ["session.expired", "session.expired"],
};

describe("every operation x every principal", () => {
  const cloud = useOwnCloud();
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
        const { path, body } = requestTo(route, id);
        return api(route.method, path, { body, headers: { "If-Match": '"1"' } });
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

    const owner = await signUpUser(cloud());
    const { body } = await owner.api<{ expenseId: string }>("POST", "/expenses", {
      body: { description: "Mine", amount: 1 },
    });
    callers.set("owner", asSignedIn(owner, body.expenseId));
    callers.set("stranger with the owner's ids", asSignedIn(await signUpUser(cloud()), body.expenseId));
    callers.set("admin", asSignedIn(await signUpAdmin(cloud())));
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
      // Closing the account comes last: it is the end of who is let in.
      const rank = (route: Route) => Number(endsSession(route)) + Number(route.path === "/account");
      const ordered = [...routes].sort((a, b) => rank(a) - rank(b));
      for (const route of ordered) {
        const answer = await callers.get(who)?.(route);
        if (publicRoutes.includes(route)) {
          expectVerdict(answer as ApiResponse, "let in", `${route.method} ${route.path}`);
          continue;
        }
        const onOthers = recentRoutes.includes(route) ? onRecentRoutes : onUserRoutes;
        const verdict = adminRoutes.includes(route) ? onAdminRoutes : onOthers;
        expectVerdict(answer as ApiResponse, verdict, `${route.method} ${route.path}`);
      }
    });
  }

  it("stores and changes nothing for those who are refused", async () => {
    await settled(cloud());
    expect(await storedOf(outsiders)).to.deep.equal(storedBefore);
  });

  function expectVerdict(answer: ApiResponse, verdict: Verdict, what: string): void {
    if (verdict === "let in") {
      expect(answer.status, what).to.be.below(500);
      expect(answer.status, what).not.to.be.oneOf([401, 403]);
      return;
    }
    const isGateways = verdict === "auth.required";
    expect(answer, what).to.deep.equal({
      status: REFUSALS[verdict].status,
      headers: isGateways ? gatewayHeaders(cloud()) : jsonHeaders(cloud()),
      body: problem(verdict, verdict === "signIn.notRecent" ? { values: { minutes: 5 } } : {}),
    });
  }
});
