import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Zippable, zipSync } from "fflate";
import { startCloud } from "../../local/cloud";
import { signUpUser, type TestUser } from "../helpers/api";
import { clientOf, databaseOf, mailsTo, type TestCloud } from "../helpers/cloud";
import { followLink } from "../helpers/mail";
import { ANSWERS, DATA, type FormerUser, READS } from "./model";

// Writes data of every kind with the program of this checkout, and what its API says of it:
//
//     npx node -r ./local/register.cjs test/formerRelease/write.ts
//
// Run it in a checkout of a release, before the next one changes what is stored.

/** After every clock that tests are run under, for what would expire otherwise. */
const NEVER = Date.parse("2099-01-01T00:00:00Z") / 1000;

/** Names in the data folder that the next start makes again. */
const MADE_AGAIN = [
  "aws-config",
  "certificates.json",
  "credentials.json",
  "deployedObjects.json",
  "functions",
  "inbox.json",
  "invocations.json",
  "logs",
  "outputs.json",
  "rds",
  "rds.json",
  // Missed runs are made up for: when they did, the answers were others.
  "scheduler.json",
];

interface Created {
  expenseId: string;
}

/** A user who keeps a ledger: expenses of two months, one that was edited, one in the trash, one that alerted. */
async function keepLedger(user: TestUser): Promise<void> {
  const log = async (body: object, headers = {}) =>
    (await user.api<Created>("POST", "/expenses", { body, headers })).body.expenseId;
  await log({
    description: "Café crème",
    amount: "3.20",
    currency: "EUR",
    date: "2026-10-03",
    category: "Food",
  });
  await log({ description: "ラーメン", amount: "1200", currency: "JPY", date: "2026-10-04" });
  await log({ description: "Laptop", amount: "1499.99", date: "2026-10-31", category: "Work" });
  await log({ description: "Rent", amount: "480.00", date: "2026-11-01" }, { "Idempotency-Key": "rent-11" });
  const edited = await log({ description: "Tram", amount: "2.80", date: "2026-11-02" });
  const headers = { "If-Match": '"1"' };
  await user.api("PATCH", `/expenses/${edited}`, { body: { amount: "3.10", category: "Travel" }, headers });
  const deleted = await log({ description: "Twice", amount: "480.00", date: "2026-11-01" });
  await user.api("DELETE", `/expenses/${deleted}`);
}

async function neverExpire(cloud: TestCloud, user: TestUser): Promise<void> {
  const { body } = await user.api<{ expenses: Created[] }>("GET", "/expenses/trash");
  for (const { expenseId } of body.expenses) {
    await databaseOf(cloud).send(
      new UpdateCommand({
        TableName: cloud.output("expensesTableName"),
        Key: { expenseId },
        UpdateExpression: "SET expiresAt = :never",
        ExpressionAttributeValues: { ":never": NEVER },
      }),
    );
  }
}

/** Settings in an item of their own, where earlier releases kept them, with categories that are one by now. */
async function moveSettingsBack(cloud: TestCloud, { ledgerId }: TestUser): Promise<void> {
  const category = (name: string) => ({ name, colour: "#aabbcc", sign: "house" });
  const settings = { currency: "USD", timezone: "Europe/Paris", categories: ["Café", "Cafe"].map(category) };
  const db = databaseOf(cloud);
  await db.send(
    new PutCommand({ TableName: "Ledgers", Item: { ledgerId, sk: "settings", settings, version: 3 } }),
  );
  await db.send(
    new PutCommand({
      TableName: "Ledgers",
      Item: { ledgerId, sk: "profile", createdAt: "2026-09-30T08:00:00.000Z" },
    }),
  );
}

async function writeData(cloud: TestCloud): Promise<Record<string, FormerUser>> {
  const users = {
    former: await signUpUser(cloud, "former@example.com"),
    present: await signUpUser(cloud, "present@example.com"),
  };
  for (const user of Object.values(users)) await keepLedger(user);
  const settings = { currency: "EUR", timezone: "Europe/Vienna", theme: "dark", language: "de" };
  const headers = { "If-Match": '"0"' };
  await users.present.api("PUT", "/settings", { body: settings, headers });
  await users.present.api("POST", "/alerts/subscription");
  const [mail] = await mailsTo(cloud, users.present.email);
  await followLink(mail, "Confirm subscription");
  await users.present.api("GET", "/account/device-key");
  await cloud.lambda.invoke("sweepAlerts", {});
  for (const user of Object.values(users)) {
    await user.api("POST", "/reports/2026-10");
    await cloud.lambda.idle();
    await neverExpire(cloud, user);
  }
  await moveSettingsBack(cloud, users.former);

  const answers: Record<string, FormerUser> = {};
  for (const [name, user] of Object.entries(users)) answers[name] = await readAll(user);
  return answers;
}

async function readAll({ email, password, api }: TestUser): Promise<FormerUser> {
  const read: FormerUser["read"] = {};
  for (const path of READS) {
    const { status, body } = await api<object>("GET", path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    // `until` is the time of the answer.
    read[path] = { ...body, until: undefined };
  }
  const { body: link } = await api<{ url: string }>("GET", "/reports/2026-10");
  return { email, password, read, report: await (await fetch(link.url)).text() };
}

/** Empties the site's bucket, which every start fills again. */
async function removeSite(cloud: TestCloud): Promise<void> {
  const s3 = new S3Client(clientOf(cloud));
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: "site" }));
  const Objects = Versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
  await s3.send(new DeleteObjectsCommand({ Bucket: "site", Delete: { Objects } }));
}

async function packed(folder: string): Promise<Uint8Array> {
  const files: Zippable = {};
  const paths = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of paths.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (MADE_AGAIN.includes(path.split("/")[0] ?? "")) continue;
    const content = await readFile(join(folder, path));
    // The marker names what the folder contained, also what is left out.
    const isMarker = path === "LOCAL-CLOUD-DATA";
    files[path] = [
      isMarker ? content.subarray(0, content.indexOf("\n") + 1) : content,
      { mtime: "2026-01-01" },
    ];
  }
  return zipSync(files, { level: 9 });
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "expenses-release-"));
  const running = await startCloud({ dataDir });
  const cloud = { ...running, dataDir, output: (name: string) => String(running.outputs[name]?.value) };
  const answers = await writeData(cloud);
  await removeSite(cloud);
  await cloud.stop();
  await writeFile(DATA, await packed(dataDir));
  await writeFile(ANSWERS, `${JSON.stringify(answers, undefined, 2)}\n`);
  await rm(dataDir, { recursive: true });
}

void main();
