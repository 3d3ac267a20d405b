import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { addressId } from "../../domain/quotas/addressId";
import { periodOf, QUOTAS, type Quota, type QuotaKind } from "../../domain/quotas/quotaKinds";
import { addMonths } from "../../domain/values/day";
import type { RefusalCode } from "../../domain/values/refusals";
import { signUpAdmin } from "../helpers/admin";
import { type ApiResponse, callApi, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, type TestCloud } from "../helpers/cloud";
import { create, inside } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { jpeg } from "../helpers/receipts";
import { addReceipt, announcementOf } from "../helpers/receiptUpload";
import { newEmail } from "../helpers/signUps";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

/** A user whose requests are counted, and the address that they concern. */
interface Caller extends TestUser {
  address: string;
  cloud: TestCloud;
}

type Limit = Exclude<keyof Quota, "period">;

interface Row {
  /** Makes what the calls name. @returns its ID. */
  prepare?(caller: Caller): Promise<string>;
  call(caller: Caller, id: string, number: number): Promise<ApiResponse>;
  /** Status of a call that the quota lets through. */
  passes: number;
  signUp?(cloud: TestCloud): Promise<TestUser>;
}

const rent = { description: "Rent", amount: 1, schedule: { every: 1, unit: "months", start: "2026-07-01" } };
const divided = { body: { amount: 2, from: "2027-07-01" }, headers: { "If-Match": '"1"' } };
const wrong = { password: "Wrong-Horse-77", recoveryCode: "0000-0000-0000-0000" };

/** The route that uses up each kind; or the test whose work has no route that could refuse it, with a part of its title. */
const ROWS: Record<QuotaKind, Row | [file: string, title: string]> = {
  alerts: ["quotas", "is as many mails as a user may cause"],
  budgetAlerts: ["../faults/budgetAlerts", "once the quota of a user allows it"],
  operatorAlerts: ["alertQuotas", "in however many ledgers"],
  codeMails: ["signUp", "three codes an hour"],
  emailChanges: {
    call: ({ api, address }) => api("PUT", "/account/email", { body: { email: address } }),
    passes: 202,
  },
  exports: { call: ({ api }) => api("POST", "/exports"), passes: 202 },
  invitations: {
    prepare: async (caller) => (await create(caller)).id,
    call: ({ api }, id) => api("POST", "/ledger/invitations", { ...inside(id), body: { role: "editor" } }),
    passes: 201,
  },
  ledgers: {
    call: ({ api }) => api("POST", "/ledgers", { body: { name: "Home", colour: "#3366cc" } }),
    passes: 201,
  },
  letters: ["../tables/letters/letters", "do not count towards the quotas of alerts"],
  newcomers: ["signUpLimits", "is possible by an invitation to a ledger"],
  receiptFiles: {
    call: ({ api }) => api("POST", "/receipts", { body: announcementOf(jpeg()) }),
    passes: 201,
  },
  receiptPages: {
    // Shows nothing, so that it can be read again and again. The first reading is counted, too, but not refused.
    prepare: (caller) => addReceipt(caller.cloud, caller, jpeg()),
    call: ({ api }, id) => api("POST", `/receipts/${id}/read`),
    passes: 202,
  },
  recurring: {
    // The last unit goes to the rule that continues another one, which it divides.
    prepare: async ({ api }) => (await api<{ id: string }>("POST", "/recurring", { body: rent })).body.id,
    call: ({ api }, id, number) =>
      number === 0 ? api("PATCH", `/recurring/${id}`, divided) : api("POST", "/recurring", { body: rent }),
    passes: 200,
  },
  recoveries: {
    call: ({ cloud, address }) =>
      callApi(cloud, "POST", "/secondFactorReset", { body: { email: address, ...wrong } }),
    passes: 403,
  },
  reports: {
    call: ({ api }, _, number) =>
      api("POST", `/reports/${addMonths(new Date().toISOString().slice(0, 7), -number)}`),
    passes: 202,
  },
  signUps: ["signUpLimits", "have a quota of the stack"],
  subscriptionMails: { call: ({ api }) => api("POST", "/alerts/subscription"), passes: 200 },
  userInvitations: {
    call: ({ api }) => api("POST", "/admin/users", { body: { email: newEmail() } }),
    passes: 201,
    signUp: signUpAdmin,
  },
};

const CODES = { hour: "quota.perHour", day: "quota.perDay", month: "quota.perMonth" } as const;

/** Seconds until the period ends. */
const secondsLeft = (kind: QuotaKind, now: Date) =>
  Math.ceil((periodOf(kind, now).end.getTime() - now.getTime()) / 1000);

describe("the last unit of each quota", function () {
  this.timeout(60_000);
  const cloud = useCloud();

  async function callerOf({ signUp = signUpUser }: Row): Promise<Caller> {
    return { ...(await signUp(cloud())), address: newEmail(), cloud: cloud() };
  }

  /** The counters of a kind, by the limit that they have. */
  function ownersOf({ ledgerId, address }: Caller): Record<Limit, { owner: string; code?: RefusalCode }> {
    return {
      perUser: { owner: ledgerId },
      perLedger: { owner: ledgerId },
      perAddress: { owner: addressId(address) },
      perStack: { owner: "system", code: "quota.ofAll" },
    };
  }

  async function expectLast(kind: QuotaKind, limit: Limit, max: number, row: Row): Promise<void> {
    const caller = await callerOf(row);
    const id = (await row.prepare?.(caller)) ?? "";
    await settled(cloud());
    const { owner, code = CODES[QUOTAS[kind].period] } = ownersOf(caller)[limit];
    const { name, end } = periodOf(kind, new Date());
    const Key = { ledgerId: owner, sk: `quota#${kind}#${name}` };
    const Item = { ...Key, taken: max - 1, expiresAt: end.getTime() / 1000 };
    await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));
    try {
      const passed = await row.call(caller, id, 0);
      expect(passed.status, JSON.stringify(passed.body)).to.equal(row.passes);
      await settled(cloud());
      const before = secondsLeft(kind, new Date());
      const { headers, ...refused } = await row.call(caller, id, 1);
      const { "retry-after": retryAfter, ...others } = headers;
      const values = limit === "perStack" ? {} : { values: { max } };
      expect({ ...refused, headers: others }).to.deep.equal({
        status: 429,
        headers: jsonHeaders(cloud()),
        body: problem(code, values),
      });
      expect(Number(retryAfter)).to.be.within(secondsLeft(kind, new Date()), before);
    } finally {
      // All tests share the stack's.
      await databaseOf(cloud()).send(new DeleteCommand({ TableName: "Ledgers", Key }));
    }
  }

  for (const [kind, row] of Object.entries(ROWS) as [QuotaKind, (typeof ROWS)[QuotaKind]][]) {
    if (Array.isArray(row)) {
      it(`${kind}: is in another test`, async () => {
        const [file, title] = row;
        expect(await readFile(join(__dirname, `${file}.test.ts`), "utf8")).to.include(title);
      });
      continue;
    }
    const { period, ...limits }: Quota = QUOTAS[kind];
    for (const [limit, max] of Object.entries(limits) as [Limit, number][]) {
      it(`${kind}, ${limit}: passes; the next one is refused until the ${period} ends`, async () => {
        const seconds = secondsLeft(kind, new Date());
        // No period ends between the two calls.
        if (seconds < 20) await pause(seconds * 1000);
        await expectLast(kind, limit, max, row);
      });
    }
  }
});
