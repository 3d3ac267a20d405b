import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { ExportStatus } from "../../domain/exports/exportSchemas";
import { TRASH_DAYS } from "../../domain/values/limits";
import { jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { clientOf, databaseOf, itemsOf, type TestCloud } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

interface Logged {
  expenseId: string;
}

async function log(user: TestUser, description: string, date = "2026-10-05"): Promise<Logged> {
  const { body } = await user.api<Logged>("POST", "/expenses", {
    body: { description, amount: "12.50", date },
  });
  return body;
}

/** Has an export made and gives it once it is there. */
async function exported(cloud: TestCloud, user: TestUser): Promise<ExportStatus> {
  const { body } = await user.api<ExportStatus>("POST", "/exports");
  await cloud.lambda.idle();
  return (await user.api<ExportStatus>("GET", `/exports/${body.exportId}`)).body;
}

async function keysUnder(cloud: TestCloud, prefix: string): Promise<(string | undefined)[]> {
  const s3 = new S3Client(clientOf(cloud));
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: cloud.output("reportsBucketName"), Prefix: prefix }),
  );
  return Contents.map(({ Key }) => Key);
}

describe("/exports", () => {
  const cloud = useCloud();

  it("answers immediately, and links to all data once they are written", async () => {
    const user = await signUpUser(cloud());
    const kept = await log(user, "=SUM(A1)");
    const deleted = await log(user, "Mistake");
    await user.api("DELETE", `/expenses/${deleted.expenseId}`);
    await user.api("PUT", "/settings", { body: { currency: "EUR" }, headers: { "If-Match": '"0"' } });

    const asked = await user.api<ExportStatus>("POST", "/exports");
    const { exportId } = asked.body;
    expect(asked).to.deep.equal({
      status: 202,
      headers: { ...jsonHeaders(cloud()), location: `/prod/exports/${exportId}`, "retry-after": "2" },
      body: { exportId, state: "making" },
    });

    await cloud().lambda.idle();
    const { body } = await user.api<ExportStatus>("GET", `/exports/${exportId}`);
    expect(body.state).to.equal("ready");
    const [json, csv] = await Promise.all(
      (body.files ?? []).map(async ({ url }) => (await fetch(url)).text()),
    );
    const all = JSON.parse(json ?? "");
    expect(all.settings).to.deep.equal({ currency: "EUR" });
    expect(all.expenses).to.deep.equal([kept]);
    expect(all.trash).to.have.length(1);
    expect(all.trash[0]).to.include({ expenseId: deleted.expenseId, description: "Mistake" });
    const [header, row, ...rest] = (csv ?? "").split("\n");
    expect(header).to.match(/^"Expense ID","Amount","Date","Description",/);
    expect(row).to.match(new RegExp(`^"${kept.expenseId}","12.50","2026-10-05","'=SUM\\(A1\\)",`));
    expect(rest).to.deep.equal([""]);
  });

  it("leaves out what is past its time in the trash, as the trash does", async () => {
    const user = await signUpUser(cloud());
    const [first, second] = [await log(user, "Expired"), await log(user, "In the trash")];
    for (const { expenseId } of [first, second]) await user.api("DELETE", `/expenses/${expenseId}`);
    await databaseOf(cloud()).send(
      new UpdateCommand({
        TableName: cloud().output("expensesTableName"),
        Key: { expenseId: first.expenseId },
        UpdateExpression: "SET expiresAt = :past",
        ExpressionAttributeValues: { ":past": Math.floor(Date.now() / 1000) - 1 },
      }),
    );
    const { files = [] } = await exported(cloud(), user);
    const all = await (await fetch(files[0]?.url ?? "")).json();
    const { body: trash } = await user.api<{ expenses: unknown[] }>("GET", "/expenses/trash");
    expect(all.trash).to.deep.equal(trash.expenses);
    expect(all.trash.map(({ expenseId }: Logged) => expenseId)).to.deep.equal([second.expenseId]);
  });

  it("of an empty ledger is empty, not missing", async () => {
    const user = await signUpUser(cloud());
    const { files = [] } = await exported(cloud(), user);
    const [json, csv] = await Promise.all(files.map(async ({ url }) => (await fetch(url)).text()));
    expect(JSON.parse(json ?? "")).to.deep.include({ settings: {}, expenses: [], trash: [] });
    expect(csv).to.equal("");
  });

  it("are not visible to other users", async () => {
    const [owner, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const { exportId } = await exported(cloud(), owner);
    expect(await other.api("GET", `/exports/${exportId}`)).to.deep.equal({
      status: 404,
      headers: jsonHeaders(cloud()),
      body: problem("export.notFound"),
    });
  });
});

/** All that is left of a closed account: what refuses its tokens, for as long as a deleted expense is kept. */
function expectMarker(items: Record<string, unknown>[], { ledgerId }: TestUser): void {
  expect(items).to.have.length(1);
  const [{ closed, validAfter, expiresAt, ...key } = {}] = items;
  expect(key).to.deep.equal({ ledgerId, sk: "user" });
  expect(Date.parse(String(closed))).to.be.within(Date.now() - 120_000, Date.now());
  expect(Number(expiresAt) - Number(validAfter)).to.equal(TRASH_DAYS * 86_400);
}

describe("DELETE /account", () => {
  const cloud = useCloud();

  it("erases the user and all their data, and no other user's", async () => {
    const [user, other] = [await signUpUser(cloud()), await signUpUser(cloud())];
    const gone = [await log(user, "One"), await log(user, "Two", "2026-09-01")];
    const kept = await log(other, "Kept");
    await user.api("POST", "/alerts/subscription");
    await user.api("POST", "/reports/2026-10");
    await exported(cloud(), user);

    expect(await user.api("DELETE", "/account")).to.deep.equal({
      status: 202,
      headers: jsonHeaders(cloud()),
      body: { message: "Your account and your data are being deleted." },
    });
    await cloud().lambda.idle();

    const tombstones = await itemsOf(cloud(), cloud().output("expensesTableName"), user.ledgerId);
    expect(tombstones.map(({ expenseId }) => expenseId)).to.have.members(
      gone.map(({ expenseId }) => expenseId),
    );
    for (const tombstone of tombstones) expect(tombstone).to.include.keys("deletedAt", "expiresAt");
    expectMarker(await itemsOf(cloud(), "Ledgers", user.ledgerId), user);
    expect(await keysUnder(cloud(), `${user.ledgerId}/`)).to.deep.equal([]);
    expect(await keysUnder(cloud(), `exports/${user.ledgerId}/`)).to.deep.equal([]);
    const signIn = new CognitoIdentityProviderClient(clientOf(cloud())).send(
      new InitiateAuthCommand({
        ClientId: cloud().output("userPoolClientId"),
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: user.email, PASSWORD: user.password },
      }),
    );
    expect((await signIn.catch((error: Error) => error)) as Error).to.have.property(
      "name",
      "NotAuthorizedException",
    );

    const { body } = await other.api("GET", `/expenses/${kept.expenseId}`);
    expect(body).to.deep.equal(kept);
  });

  it("can be requested again while it is running", async () => {
    const user = await signUpUser(cloud());
    await log(user, "Once");
    await Promise.all([user.api("DELETE", "/account"), user.api("DELETE", "/account")]);
    await cloud().lambda.idle();
    expectMarker(await itemsOf(cloud(), "Ledgers", user.ledgerId), user);
    expect(
      cloud()
        .lambda.logs("eraseAccount")
        .filter((line) => line.includes("ERROR")),
    ).to.deep.equal([]);
  });
});
