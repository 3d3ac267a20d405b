import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { jsonHeaders, signUpUser } from "../helpers/api";
import { databaseOf } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const settings = {
  currency: "EUR",
  timezone: "Europe/Berlin",
  theme: "dark",
  language: "de-AT",
  categories: [
    { name: "Food", colour: "#aabbcc", sign: "🍏" },
    { name: "Home", colour: "#000000", sign: "house" },
  ],
};

describe("/settings", () => {
  const cloud = useCloud();
  const answer = (body: unknown, version: number) => ({
    status: 200,
    headers: { ...jsonHeaders(cloud()), etag: `"${version}"` },
    body,
  });

  it("are empty at first, then as they were saved", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    expect(await user.api("GET", "/settings")).to.deep.equal(answer({}, 0));
    const saved = await user.api("PUT", "/settings", { body: settings, headers: { "If-Match": '"0"' } });
    expect(saved).to.deep.equal(answer(settings, 1));
    expect(await user.api("GET", "/settings")).to.deep.equal(answer(settings, 1));
    const replaced = await user.api("PUT", "/settings", {
      body: { theme: "light" },
      headers: { "If-Match": '"1"' },
    });
    expect(replaced).to.deep.equal(answer({ theme: "light" }, 2));
    expect(await user.api("GET", "/settings")).to.deep.equal(answer({ theme: "light" }, 2));
    expect(await other.api("GET", "/settings")).to.deep.equal(answer({}, 0));
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
    const { body } = await user.api<object>("GET", "/settings");
    expect(body).to.deep.equal({ categories: ["Café", "Home"].map(category) });
    const saved = await user.api("PUT", "/settings", {
      body: { ...body, theme: "dark" },
      headers: { "If-Match": '"3"' },
    });
    expect(saved.status).to.equal(200);
  });

  it("are saved over the version that is named only", async () => {
    const user = await signUpUser(cloud());
    const put = (version?: string) =>
      user.api("PUT", "/settings", {
        body: settings,
        headers: version === undefined ? {} : { "If-Match": version },
      });
    expect(await put()).to.deep.equal({
      status: 428,
      headers: jsonHeaders(cloud()),
      body: problem("version.required", { field: "If-Match" }),
    });
    const results = await Promise.all(Array.from({ length: 8 }, () => put('"0"')));
    expect(results.map(({ status }) => status).sort()).to.deep.equal([200, ...Array(7).fill(412)]);
    for (const version of ['"0"', '"2"', "*"]) {
      expect(await put(version), version).to.deep.equal({
        status: 412,
        headers: jsonHeaders(cloud()),
        body: problem("version.conflict", { field: "If-Match" }),
      });
    }
    expect(await user.api("GET", "/settings")).to.deep.equal(answer(settings, 1));
  });
});
