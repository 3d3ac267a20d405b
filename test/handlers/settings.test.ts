import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { LedgerSettings } from "../../domain/ledgers/settings";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const OF_LEDGER = {
  currency: "EUR",
  timezone: "Europe/Berlin",
  monthStartsOn: 25,
  alertThreshold: { amount: "450.00", currency: "EUR" },
  categories: [
    { name: "Food", colour: "#aabbcc", sign: "🍏" },
    { name: "Home", colour: "#000000", sign: "house", group: "Fixed costs" },
  ],
  categoryGroups: ["Fixed costs", "Fun"],
};
const OF_USER = { theme: "dark", language: "de-AT" };

/** The routes of settings, with settings that each takes. */
const KINDS = [
  { path: "/ledger/settings", first: OF_LEDGER, second: { currency: "CHF" } },
  { path: "/account/settings", first: OF_USER, second: { theme: "light" } },
];

describe("settings", () => {
  const cloud = useCloud();
  const answer = (body: unknown, version: number) => ({
    status: 200,
    headers: { ...jsonHeaders(cloud()), etag: `"${version}"` },
    body,
  });
  const put = (user: TestUser, path: string, body: unknown, version?: string | number) => {
    const tag = typeof version === "number" ? `"${version}"` : version;
    return user.api("PUT", path, { body, headers: tag === undefined ? {} : { "If-Match": tag } });
  };

  for (const { path, first, second } of KINDS) {
    it(`are empty at first, then as they were saved: ${path}`, async () => {
      const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
      expect(await user.api("GET", path)).to.deep.equal(answer({}, 0));
      expect(await put(user, path, first, 0)).to.deep.equal(answer(first, 1));
      expect(await user.api("GET", path)).to.deep.equal(answer(first, 1));
      expect(await put(user, path, second, 1)).to.deep.equal(answer(second, 2));
      expect(await user.api("GET", path)).to.deep.equal(answer(second, 2));
      expect(await other.api("GET", path)).to.deep.equal(answer({}, 0));
    });

    it(`are saved over the version that is named only: ${path}`, async () => {
      const user = await signUpUser(cloud());
      expect(await put(user, path, first)).to.deep.equal({
        status: 428,
        headers: jsonHeaders(cloud()),
        body: problem("version.required", { field: "If-Match" }),
      });
      const results = await Promise.all(Array.from({ length: 8 }, () => put(user, path, first, 0)));
      expect(results.map(({ status }) => status).sort()).to.deep.equal([200, ...Array(7).fill(412)]);
      for (const version of ['"0"', '"2"', "*"]) {
        expect(await put(user, path, first, version), version).to.deep.equal({
          status: 412,
          headers: jsonHeaders(cloud()),
          body: problem("version.conflict", { field: "If-Match" }),
        });
      }
      expect(await user.api("GET", path)).to.deep.equal(answer(first, 1));
    });
  }

  it("of a ledger are its members', and those of a user their own in every ledger", async () => {
    const [owner, member] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const { body: ledger } = await owner.api<{ id: string }>("POST", "/ledgers", { body: { name: "Home" } });
    const inside = { "Ledger-Id": ledger.id };
    const { body: invitation } = await owner.api<{ secret: string }>("POST", "/ledger/invitations", {
      body: { role: "editor" },
      headers: inside,
    });
    await member.api("POST", "/memberships", { body: { ledgerId: ledger.id, secret: invitation.secret } });
    await put(member, "/account/settings", OF_USER, 0);
    const seen = async (user: TestUser, path: string) =>
      (await user.api("GET", path, { headers: inside })).body;
    const { headers } = await owner.api("GET", "/ledger/settings", { headers: inside });
    const change = (user: TestUser) =>
      user.api("PUT", "/ledger/settings", {
        body: OF_LEDGER,
        headers: { ...inside, "If-Match": headers.etag ?? "" },
      });
    expect((await change(member)).status).to.equal(403);
    expect((await change(owner)).status).to.equal(200);
    expect(await seen(member, "/ledger/settings")).to.deep.equal(OF_LEDGER);
    expect(await seen(member, "/account/settings")).to.deep.equal(OF_USER);
    expect(await seen(owner, "/account/settings")).to.deep.equal({});
    // Former pages ask for both in one, and know no look in a ledger that others share.
    expect(await seen(member, "/settings")).to.deep.equal(OF_LEDGER);
    expect((await member.api("GET", "/settings")).body).to.deep.equal(OF_USER);
  });

  it("of members who change them at the same time all stay", async () => {
    const user = await signUpUser(cloud());
    const add = async (name: string): Promise<void> => {
      const { body, headers } = await user.api<LedgerSettings>("GET", "/ledger/settings");
      const categories = [...(body.categories ?? []), { name, colour: "#aabbcc", sign: "house" }];
      const saved = await put(user, "/ledger/settings", { ...body, categories }, headers.etag);
      if (saved.status === 412) await add(name);
    };
    const names = ["Food", "Home", "Travel"];
    await Promise.all(names.map(add));
    const { body } = await user.api<LedgerSettings>("GET", "/ledger/settings");
    expect(body.categories?.map(({ name }) => name).sort()).to.deep.equal(names);
  });

  it("of both in one, as former pages send and read them, are those of the ledger and of the user", async () => {
    const user = await signUpUser(cloud());
    const both = { ...OF_LEDGER, ...OF_USER };
    expect(await user.api("GET", "/settings")).to.deep.equal(answer({}, 0));
    expect(await put(user, "/settings", both, 0)).to.deep.equal(answer(both, 2));
    expect(await put(user, "/settings", both, 2)).to.deep.equal(answer(both, 2));
    expect((await user.api("GET", "/ledger/settings")).body).to.deep.equal(OF_LEDGER);
    expect((await user.api("GET", "/account/settings")).body).to.deep.equal(OF_USER);
    // Whichever of the two another page changed, the version is another one.
    for (const { path, second } of KINDS) {
      const { headers } = await user.api("GET", "/settings");
      await put(user, path, second, 1);
      expect((await put(user, "/settings", both, headers.etag)).status).to.equal(412);
    }
    expect(await user.api("GET", "/settings")).to.deep.equal(answer({ currency: "CHF", theme: "light" }, 4));
    const results = await Promise.all(Array.from({ length: 4 }, () => put(user, "/settings", both, 4)));
    expect(results.map(({ status }) => status).sort()).to.deep.equal([200, 412, 412, 412]);
  });

  it("that the release before stored in one are told apart, and neither is lost by a change of the other", async () => {
    for (const { path } of KINDS) {
      const user = await signUpUser(cloud());
      const profile = { sk: "profile", version: 7, settings: { ...OF_LEDGER, ...OF_USER } };
      await databaseOf(cloud()).send(
        new PutCommand({ TableName: "Ledgers", Item: { ledgerId: user.ledgerId, ...profile } }),
      );
      expect(await user.api("GET", "/ledger/settings")).to.deep.equal(answer(OF_LEDGER, 7));
      expect(await user.api("GET", "/account/settings")).to.deep.equal(answer(OF_USER, 0));
      expect(await user.api("GET", "/settings")).to.deep.equal(answer({ ...OF_LEDGER, ...OF_USER }, 7));
      const isLedgers = path === "/ledger/settings";
      await put(user, path, {}, isLedgers ? 7 : 0);
      const expected = isLedgers ? OF_USER : OF_LEDGER;
      expect((await user.api("GET", "/settings")).body).to.deep.equal(expected);
    }
  });

  it("hold each category once, also where two were saved that are one by now", async () => {
    const user = await signUpUser(cloud());
    const category = (name: string) => ({ name, colour: "#aabbcc", sign: "house" });
    const stored = { categories: ["Café", "Home", "Cafe"].map(category) };
    await databaseOf(cloud()).send(
      new PutCommand({
        TableName: "Ledgers",
        Item: { ledgerId: user.ledgerId, sk: "settings", settings: stored, version: 3 },
      }),
    );
    const { body } = await user.api<object>("GET", "/ledger/settings");
    expect(body).to.deep.equal({ categories: ["Café", "Home"].map(category) });
    expect((await put(user, "/ledger/settings", { ...body, currency: "EUR" }, 3)).status).to.equal(200);
  });

  it("of a user without a ledger yet make its profile, by which the user is found", async () => {
    const user = await signUpUser(cloud());
    await put(user, "/account/settings", OF_USER, 0);
    const items = await itemsOf(cloud(), "Ledgers", user.ledgerId);
    expect(items.map(({ sk }) => sk).sort()).to.deep.equal(["profile", "userSettings"]);
  });
});
