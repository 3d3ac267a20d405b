import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { ulid } from "ulid";
import type { Expense } from "../../domain/expenses/expense";
import type { LedgerSummary } from "../../domain/ledgers/ledgerSchemas";
import { MAX_LEDGERS } from "../../domain/values/limits";
import type { RefusalCode } from "../../domain/values/refusals";
import { type ApiResponse, bareHeaders, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf, mailsTo } from "../helpers/cloud";
import { runFunction } from "../helpers/jobs";
import { create, inside, invite, join, joined, listed, lookUp } from "../helpers/ledgers";
import { followLink } from "../helpers/mail";
import { problem } from "../helpers/problem";
import { settled } from "../helpers/stored";
import { useCloud } from "../helpers/useCloud";

describe("shared ledgers", () => {
  const cloud = useCloud();

  const profileOf = async (ledgerId: string) =>
    (
      await databaseOf(cloud()).send(
        new GetCommand({ TableName: "Ledgers", Key: { ledgerId, sk: "profile" } }),
      )
    ).Item;
  const codeOf = ({ body }: ApiResponse): RefusalCode | undefined => Object(body).code;

  it("are created, found, renamed, archived and made active again", async () => {
    const owner = await signUpUser(cloud());
    const answer = await owner.api<LedgerSummary>("POST", "/ledgers", {
      body: { name: " Home ", colour: "#3366cc" },
    });
    const { id } = answer.body;
    const alone = { role: "owner", own: false, memberCount: 1, endsWithAccount: true };
    const home = { id, name: "Home", colour: "#3366cc", ...alone };
    expect(answer).to.deep.equal({ status: 201, headers: jsonHeaders(cloud()), body: home });
    const own = { id: owner.ledgerId, role: "owner", own: true, memberCount: 1 };
    expect(await listed(owner)).to.deep.equal([own, home]);
    const patch = (body: object) => owner.api<LedgerSummary>("PATCH", "/ledger", { ...inside(id), body });
    const archived = await patch({ name: "Flat", archived: true });
    expect(archived.body).to.deep.equal({ ...home, name: "Flat", archivedAt: archived.body.archivedAt });
    expect(Date.parse(archived.body.archivedAt ?? "")).to.be.closeTo(Date.now(), 60_000);
    expect((await patch({ archived: false })).body).to.deep.equal({ ...home, name: "Flat" });
    const named = await owner.api("PATCH", "/ledger", { body: { name: "Mine" } });
    expect(named.body).to.deep.equal({ ...own, name: "Mine" });
  });

  it("let in whoever has an invitation, once, in its role, and store no secret", async () => {
    const [owner, guest] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const { id } = await create(owner);
    const { secret, ...invitation } = await invite(owner, id, "contributor");
    expect(secret).to.match(/^[\w-]{43}$/);
    expect(JSON.stringify(await itemsOf(cloud(), "Ledgers", id))).not.to.include(secret);
    const list = await owner.api("GET", "/ledger/invitations", inside(id));
    expect(list.body).to.deep.equal({ invitations: [invitation] });
    const lasts = Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt);
    expect(lasts).to.equal(7 * 86_400_000);
    const invited = {
      name: "Home",
      role: "contributor",
      invitedBy: owner.email,
      expiresAt: invitation.expiresAt,
    };
    const looked = await lookUp(guest, id, secret);
    expect(looked).to.deep.equal({ status: 200, headers: jsonHeaders(cloud()), body: invited });
    const answer = await join(guest, id, secret);
    const summary = { id, name: "Home", colour: "#3366cc", role: "contributor", own: false, memberCount: 2 };
    expect(answer).to.deep.equal({ status: 201, headers: jsonHeaders(cloud()), body: summary });
    expect((await listed(guest))[1]).to.deep.equal(summary);
    const stranger = await signUpUser(cloud());
    for (const ask of [join, lookUp]) {
      expect(codeOf(await ask(guest, id, secret))).to.equal("ledger.member");
      expect(codeOf(await ask(stranger, id, secret))).to.equal("invitation.notFound");
    }
    const { body } = await guest.api<{ members: { id: string; email: string; role: string }[] }>(
      ...(["GET", "/ledger/members", inside(id)] as const),
    );
    expect(body.members.map(({ id: userId, email, role }) => [userId, email, role])).to.deep.equal([
      [owner.ledgerId, owner.email, "owner"],
      [guest.ledgerId, guest.email, "contributor"],
    ]);
  });

  it("let exactly one of those in who use an invitation at the same moment", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const { secret } = await invite(owner, id, "editor");
    const guests = await Promise.all(Array.from({ length: 4 }, () => signUpUser(cloud())));
    const answers = await Promise.all(guests.map((guest) => join(guest, id, secret)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 404, 404, 404]);
    const members = Object.keys((await profileOf(id))?.members);
    expect(members).to.have.length(2);
    for (const [index, guest] of guests.entries()) {
      expect((await listed(guest)).length).to.equal(answers[index]?.status === 201 ? 2 : 1);
    }
  });

  it("refuse invitations that are wrong, revoked or expired, and store nothing", async () => {
    const [owner, guest] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const { id } = await create(owner);
    const [revoked, expired] = [await invite(owner, id, "viewer"), await invite(owner, id, "viewer")];
    const revoke = () => owner.api("DELETE", `/ledger/invitations/${revoked.id}`, inside(id));
    expect(await revoke()).to.deep.equal({
      status: 204,
      headers: { ...bareHeaders(cloud()), "content-type": "application/json" },
      body: undefined,
    });
    expect(codeOf(await revoke())).to.equal("invitation.notFound");
    await databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: "Ledgers",
        Key: { ledgerId: id, sk: "profile" },
        UpdateExpression: "SET invitations.#id.expiresAt = :past",
        ExpressionAttributeNames: { "#id": expired.id },
        ExpressionAttributeValues: { ":past": new Date(Date.now() - 1).toISOString() },
      }),
    );
    const before = await itemsOf(cloud(), "Ledgers", id);
    for (const [ledgerId, secret] of [
      [id, revoked.secret],
      [id, expired.secret],
      [id, "x".repeat(43)],
      [id, "short"],
      [owner.ledgerId, expired.secret],
      ["01ARZ3NDEKTSV4RRFFQ69G5FAV", expired.secret],
    ] as const) {
      for (const ask of [join, lookUp]) {
        const { status, body } = await ask(guest, ledgerId, secret);
        expect([status, codeOf({ body } as ApiResponse)]).to.deep.equal([404, "invitation.notFound"]);
      }
    }
    expect(await itemsOf(cloud(), "Ledgers", id)).to.deep.equal(before);
    expect(await itemsOf(cloud(), "Ledgers", guest.ledgerId)).to.deep.equal([]);
  });

  it("change roles, are handed over and left, never without an owner", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const [editor, viewer] = [
      await joined(cloud(), owner, id, "editor"),
      await joined(cloud(), owner, id, "viewer"),
    ];
    const role = (by: TestUser, of: TestUser, to: string) =>
      by.api("PATCH", `/ledger/members/${of.ledgerId}`, { ...inside(id), body: { role: to } });
    const remove = (by: TestUser, of: TestUser) =>
      by.api("DELETE", `/ledger/members/${of.ledgerId}`, inside(id));
    expect(codeOf(await role(owner, owner, "viewer"))).to.equal("ledger.lastOwner");
    expect(codeOf(await remove(owner, owner))).to.equal("ledger.lastOwner");
    expect(codeOf(await remove(viewer, editor))).to.equal("role.tooLow");
    expect(codeOf(await role(owner, editor, "king"))).to.equal("role.invalid");
    expect(codeOf(await role(owner, await signUpUser(cloud()), "viewer"))).to.equal("member.notFound");
    // An account cannot be closed on which others depend.
    const closing = await owner.api("DELETE", "/account");
    expect([closing.status, closing.body]).to.deep.equal([
      409,
      problem("ledger.needsOwner", { values: { name: "Home" } }),
    ]);
    const { body } = await editor.api<Expense>("POST", "/expenses", {
      ...inside(id),
      body: { description: "Kept", amount: 5 },
    });
    expect((await role(owner, editor, "owner")).status).to.equal(200);
    expect((await remove(owner, owner)).status).to.equal(204);
    expect((await listed(owner)).map(({ own }) => own)).to.deep.equal([true]);
    expect((await remove(editor, viewer)).status).to.equal(204);
    expect(codeOf(await viewer.api("GET", "/expenses", inside(id)))).to.equal("ledger.notFound");
    expect(Object.keys((await profileOf(id))?.members)).to.deep.equal([editor.ledgerId]);
    expect((await editor.api("GET", `/expenses/${body.expenseId}`, inside(id))).status).to.equal(200);
  });

  it("stay with what a member added, and get an owner, when an account is erased past the API", async function () {
    this.timeout(60_000);
    const owner = await signUpUser(cloud());
    const [{ id }, alone] = [await create(owner), await create(owner, "Alone")];
    const contributor = await joined(cloud(), owner, id, "contributor");
    const { body } = await owner.api<Expense>("POST", "/expenses", {
      ...inside(id),
      body: { description: "Rent", amount: 5 },
    });
    for (const sweeps of [0, 1]) {
      const erasure = { ledgerId: owner.ledgerId, sweeps, found: 0, subscriptionPauses: 0 };
      await runFunction(cloud(), "eraseAccount", erasure);
    }
    const found = await contributor.api<Expense>("GET", `/expenses/${body.expenseId}`, inside(id));
    expect(found.body).to.deep.equal(body);
    expect((await listed(contributor))[1]).to.include({ id, role: "owner", memberCount: 1 });
    expect(await itemsOf(cloud(), "Ledgers", owner.ledgerId)).to.have.length(1);
    // Nobody is left in the other one, which is due at once.
    const gone = await profileOf(alone.id);
    expect([gone?.members, Date.parse(gone?.erasesAt) <= Date.now()]).to.deep.equal([{}, true]);
  });

  it("are deleted for everybody, and restored by an owner alone", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const viewer = await joined(cloud(), owner, id, "viewer");
    const { body } = await owner.api<Expense>("POST", "/expenses", {
      ...inside(id),
      body: { description: "Rent", amount: 5 },
    });
    const gone = await owner.api<LedgerSummary>("DELETE", "/ledger", inside(id));
    expect(gone.status).to.equal(200);
    expect(Date.parse(gone.body.erasesAt ?? "")).to.be.closeTo(Date.now() + 30 * 86_400_000, 60_000);
    expect(codeOf(await viewer.api("GET", "/expenses", inside(id)))).to.equal("ledger.notFound");
    expect(codeOf(await owner.api("GET", "/expenses", inside(id)))).to.equal("ledger.notFound");
    expect((await listed(viewer)).length).to.equal(1);
    expect((await listed(owner))[1]).to.deep.equal(gone.body);
    expect(codeOf(await viewer.api("POST", `/ledgers/${id}/restore`))).to.equal("ledger.notFound");
    expect((await owner.api("POST", `/ledgers/${id}/restore`)).status).to.equal(200);
    expect((await viewer.api("GET", `/expenses/${body.expenseId}`, inside(id))).status).to.equal(200);
  });

  it("are no more than a user may have, also restored ones", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const restore = () => owner.api("POST", `/ledgers/${id}/restore`);
    await owner.api("DELETE", "/ledger", inside(id));
    const { members } = (await profileOf(id)) ?? {};
    const others = Array.from({ length: MAX_LEDGERS }, () => ulid());
    for (const ledgerId of others) {
      const profile = { ledgerId, sk: "profile", name: "Other", members, settings: {}, version: 1 };
      for (const Item of [profile, { ledgerId: owner.ledgerId, sk: `in#${ledgerId}` }]) {
        await databaseOf(cloud()).send(new PutCommand({ TableName: "Ledgers", Item }));
      }
    }
    expect((await restore()).body).to.deep.equal(problem("ledger.tooMany", { values: { max: MAX_LEDGERS } }));
    await owner.api("DELETE", "/ledger", inside(others[0] ?? ""));
    // Repeated, it has nothing to do.
    expect([(await restore()).status, (await restore()).status]).to.deep.equal([200, 200]);
  });

  it("mail alerts to each member whose mails are on, in their language, and to nobody who left", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const [reader, leaver, silent] = [
      await joined(cloud(), owner, id, "viewer"),
      await joined(cloud(), owner, id, "viewer"),
      await joined(cloud(), owner, id, "viewer"),
    ];
    for (const user of [owner, reader, leaver]) {
      await user.api("POST", "/alerts/subscription");
      await followLink((await mailsTo(cloud(), user.email)).at(-1), "Confirm subscription");
    }
    await leaver.api("DELETE", `/ledger/members/${leaver.ledgerId}`, inside(id));
    const saved = { body: { language: "de" }, headers: { "If-Match": '"0"' } };
    expect((await reader.api("PUT", "/settings", saved)).status).to.equal(200);
    await owner.api("POST", "/expenses", {
      ...inside(id),
      body: { description: "Car", amount: 9000, currency: "USD" },
    });
    await settled(cloud());
    const alertsOf = async ({ email }: TestUser) =>
      (await mailsTo(cloud(), email))
        .filter(({ text }) => /^(Ledger|Ausgabenbuch): Home$/m.test(text))
        .map(({ subject }) => subject);
    expect(await Promise.all([owner, reader, leaver, silent].map(alertsOf))).to.deep.equal([
      ["Expense Alert: 9000.00 USD, Car"],
      ["Hohe Ausgabe: 9000,00 USD, Car"],
      [],
      [],
    ]);
    const listedAlerts = await reader.api<{ alerts: unknown[] }>("GET", "/alerts", inside(id));
    expect(listedAlerts.body.alerts).to.have.length(1);
    expect((await reader.api<{ alerts: unknown[] }>("GET", "/alerts")).body.alerts).to.deep.equal([]);
  });

  it("are exported with their members, and a user's export names the ledgers that they are in", async () => {
    const owner = await signUpUser(cloud());
    const { id } = await create(owner);
    const exported = async (headers: object) => {
      const { body } = await owner.api<{ exportId: string }>("POST", "/exports", headers);
      await settled(cloud());
      const status = await owner.api<{ files: { url: string }[] }>(
        "GET",
        `/exports/${body.exportId}`,
        headers,
      );
      return (await fetch(status.body.files[0]?.url ?? "")).json();
    };
    const shared = await exported(inside(id));
    expect(shared).to.not.have.any.keys("account", "subscription", "ledgers");
    expect(shared.members.map(({ email }: { email: string }) => email)).to.deep.equal([owner.email]);
    expect(shared.ledger).to.include({ id, name: "Home" });
    const own = await exported({});
    expect(own.ledgers.map((one: LedgerSummary) => one.id)).to.deep.equal([id]);
    expect(own.account.email).to.equal(owner.email);
  });
});
