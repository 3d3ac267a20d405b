import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { LEDGER_ROLES } from "../../domain/ledgers/roles";
import { signUpUser, type TestUser } from "../helpers/api";
import { databaseOf, itemsOf } from "../helpers/cloud";
import { loseItems, runFunction, runMachine } from "../helpers/jobs";
import { create, inside, joined, listed } from "../helpers/ledgers";
import { problem } from "../helpers/problem";
import { useCloud, WITH_BACKUP } from "../helpers/useCloud";

describe("a shared ledger that was lost", () => {
  // Its own, for a backup is of everybody.
  const cloud = useCloud({ ...WITH_BACKUP, reportArchiveAfterDays: "92" });
  let home = "";

  const ask = (user: TestUser, method: string, path: string, body?: object) =>
    user.api(method, path, { headers: { ...inside(home).headers, "If-Match": '"1"' }, body });
  const edit = (user: TestUser, { expenseId }: Expense, body: object) =>
    ask(user, "PATCH", `/expenses/${expenseId}`, body);
  const add = async (user: TestUser, body: object) =>
    (await ask(user, "POST", "/expenses", body)).body as Expense;
  const expensesOf = async () => (await itemsOf(cloud(), "Expenses", home)).sort(byId);
  const byId = (a: Record<string, unknown>, b: Record<string, unknown>) =>
    String(a.expenseId).localeCompare(String(b.expenseId));

  /** The answers to members who ask for the ledger. */
  async function told(members: readonly TestUser[], { expenseId }: Expense): Promise<unknown> {
    const [viewer] = members as [TestUser];
    const paths = ["/ledger/members", "/ledger/settings", "/expenses", `/expenses/${expenseId}/history`];
    const answers = await Promise.all(paths.map((path) => ask(viewer, "GET", path)));
    // A page is as of the moment when it is read.
    const bodies = answers.map(({ body }) => ({ ...Object(body), until: undefined }));
    return [bodies, await Promise.all(members.map(listed))];
  }

  /** Deletes the ledger, whatever leads to it and its expenses, as if the tables had been lost. */
  async function lose(members: readonly TestUser[]): Promise<void> {
    const hints = members.map(({ ledgerId }) => ({ ledgerId, sk: `in#${home}` }));
    for (const { ledgerId, sk } of [...(await itemsOf(cloud(), "Ledgers", home)), ...hints]) {
      await databaseOf(cloud()).send(new DeleteCommand({ TableName: "Ledgers", Key: { ledgerId, sk } }));
    }
    const ids = (await expensesOf()).map(({ expenseId }) => String(expenseId));
    await loseItems(cloud(), ids);
  }

  /** Asserts what each of the members may do and may not, from the least role to the greatest. */
  async function expectRights(members: readonly TestUser[], rentOfOwner: Expense): Promise<void> {
    const [viewer, contributor, editor, owner] = members as [TestUser, TestUser, TestUser, TestUser];
    const roles = (await Promise.all(members.map(listed))).map(
      (ledgers) => ledgers.find(({ id }) => id === home)?.role,
    );
    expect(roles).to.deep.equal(LEDGER_ROLES);
    const tea = { description: "Tea", amount: 2 };
    expect((await ask(viewer, "POST", "/expenses", tea)).body).to.deep.equal(problem("role.tooLow"));
    expect((await ask(contributor, "POST", "/expenses", tea)).status).to.equal(201);
    const notes = { notes: "January" };
    expect((await edit(contributor, rentOfOwner, notes)).body).to.deep.equal(problem("expense.notOwn"));
    expect((await edit(editor, rentOfOwner, notes)).status).to.equal(200);
    const invitation = ["POST", "/ledger/invitations", { role: "viewer" }] as const;
    expect((await ask(editor, ...invitation)).body).to.deep.equal(problem("role.tooLow"));
    expect((await ask(owner, ...invitation)).status).to.equal(201);
  }

  it("is restored with its expenses, its members and what each of them may do, and without whom they removed", async function () {
    this.timeout(120_000);
    const owner = await signUpUser(cloud());
    home = (await create(owner)).id;
    const [viewer, contributor, editor, removed] = [
      await joined(cloud(), owner, home, "viewer"),
      await joined(cloud(), owner, home, "contributor"),
      await joined(cloud(), owner, home, "editor"),
      await joined(cloud(), owner, home, "editor"),
    ];
    const members = [viewer, contributor, editor, owner];
    const own = await add(contributor, {
      ...{ description: "Coat", amount: "60.00", currency: "EUR", date: "2025-07-28", kind: "refund" },
      ...{ merchant: "Łódź Møbler", notes: "Too small.\nKeep the bill.", tags: ["winter", "Größe 🧥"] },
      parts: [
        { category: "Clothes", amount: "45.00", note: "coat" },
        { category: "Gifts", amount: "15.00" },
      ],
    });
    const parts = [{ category: "Clothes", amount: "60.00" }];
    expect((await edit(editor, own, { parts, tags: ["winter"] })).status).to.equal(200);
    await add(removed, { description: "Pay", amount: "1200.00", date: "2025-07-01", kind: "income" });
    const rent = await add(owner, { description: "Rent", amount: "900.00", date: "2025-07-01" });
    const removal = await ask(owner, "DELETE", `/ledger/members/${removed.ledgerId}`);
    expect(removal.status).to.equal(204);
    const [before, stored] = [await told(members, own), await expensesOf()];
    expect(stored).to.have.length(3);

    expect((await runMachine(cloud(), "backupMachineArn")).status).to.equal("SUCCEEDED");
    await lose(members);
    for (const user of members) expect((await ask(user, "GET", "/expenses")).status).to.equal(404);
    const { error, result } = await runFunction(cloud(), "restoreFromRds");
    expect({ error, ...result }).to.include({ error: undefined, finished: true, written: 3 });

    expect(await expensesOf()).to.deep.equal(stored);
    expect(await told(members, own)).to.deep.equal(before);
    await expectRights(members, rent);
    expect((await ask(removed, "GET", "/expenses")).body).to.deep.equal(problem("ledger.notFound"));
    expect((await listed(removed)).map(({ id }) => id)).to.deep.equal([removed.ledgerId]);
  });
});
