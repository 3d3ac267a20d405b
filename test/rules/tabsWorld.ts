import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import type { ExpenseList } from "../../site/data/lists/expenseLists";
import { FakeLedger, totalOf } from "./ledger";
import { settled } from "./openPage";
import { SharedBrowser, type Tab } from "./sharedBrowser";

const MONTH = "2026-11";

/** The fates of a request. */
export const NETWORK_STEPS = ["arrives", "answered", "breaks"] as const;

/** Steps of users and of time. */
export const USER_STEPS = [
  ...(["add", "edit", "remove", "discard", "undo", "restore", "bulk", "rename", "elsewhere"] as const),
  ...(["look", "hear", "pass", "network", "close"] as const),
];

export type Step =
  | { kind: (typeof NETWORK_STEPS)[number]; at: number }
  | { kind: (typeof USER_STEPS)[number]; seat: number; at: number };

/** An expense as a plain model knows it. */
interface Claim {
  /** Its name, which nothing changes. */
  name: string;
  /** As its last act made it. */
  amount: string;
  notes: string;
  isGone: boolean;
  /** The seats whose users acted on it since the last rest. */
  by: Set<number>;
}

interface Seat {
  tab: Tab;
  list: ExpenseList;
}

/** Two tabs of a browser, a ledger, and a plain model of what their users want. */
export class TabsWorld {
  readonly ledger = new FakeLedger();
  readonly browser = new SharedBrowser(async (url, init) => {
    const answer = await this.ledger.serve(url, init);
    for (const { amount, notes } of this.ledger.expenses.values()) this.known.add(amount).add(notes);
    return answer;
  });
  readonly claims = new Map<string, Claim>();
  private seats: Seat[] = [];
  /** The name that the one category has by now. */
  private category = "Other";
  /** The values that were typed since the last rest. */
  private edits: { claim: Claim; field: "amount" | "notes"; value: unknown }[] = [];
  /** Expenses that somebody deleted since then: an edit of one is refused, and its user told. */
  private readonly removed = new Set<Claim>();
  /** Expenses that were acted on before a tab was closed since then: the next one may show its copy from before, until it has an answer. */
  private readonly older = new Set<Claim>();
  /** All that the ledger has had, and what a user was asked about. */
  private readonly known = new Set<unknown>();
  private readonly failures: unknown[] = [];
  private count = 0;

  async open(): Promise<void> {
    for (const name of ["Tea", "Coffee", "Milk"]) this.ledger.add(name, { amount: "1.00" });
    for (const name of this.ledger.expenses.keys())
      this.claims.set(name, { name, amount: "1.00", notes: "", isGone: false, by: new Set() });
    for (let seat = 0; seat < 2; seat++) this.seats.push(await this.browser.open(MONTH));
    await this.rest();
  }

  async close(): Promise<void> {
    for (const { tab } of this.seats) this.browser.close(tab, false);
    await settled();
  }

  async perform(step: Step): Promise<void> {
    if (!("seat" in step)) return this.browser.move(step.at, step.kind);
    const { kind, seat, at } = step;
    const one = this.seats[seat];
    if (!one) return;
    if (kind === "hear") await this.browser.hear();
    else if (kind === "network") await this.browser.switchNetwork(!this.browser.isOnline);
    else if (kind === "pass") one.tab.pass();
    else if (kind === "look") void one.tab.page.look();
    else if (kind === "elsewhere") this.changeElsewhere(at);
    else if (kind === "close") {
      this.browser.close(one.tab, at % 2 === 0);
      for (const claim of this.claims.values()) if (claim.by.size > 0) this.older.add(claim);
      this.seats[seat] = await this.browser.open(MONTH);
      // Without a network the next one shows a copy that may be older: what is done to it then may be refused, in words.
      if (!this.browser.isOnline) for (const { by } of this.claims.values()) if (by.size > 0) by.add(3);
    } else {
      // Nobody acts in two tabs within the time that such news take.
      await this.browser.hear();
      this.act(kind, one, seat, at);
    }
    await settled();
  }

  /** Another device changes an expense. */
  private changeElsewhere(at: number): void {
    const stored = this.ledger.list();
    const one = stored[at % Math.max(stored.length, 1)];
    if (!one) return;
    this.count += 1;
    const amount = this.fresh();
    this.ledger.change(one.expenseId, { amount });
    this.claim(one.description, 2).amount = amount;
  }

  /** Does something in a tab. */
  private act(kind: Step["kind"], { tab: { page }, list }: Seat, seat: number, at: number): void {
    this.count += 1;
    const rows = list.expenses.peek();
    const row = rows[at % Math.max(rows.length, 1)];
    if (kind === "add") this.add(page, seat);
    else if (kind === "discard") this.discard(page, seat, at);
    else if (kind === "restore") this.restore(page, seat, at);
    else if (kind === "undo") this.undo(page);
    else if (kind === "rename") this.rename(page);
    else if (row && kind === "edit") this.edit(page, row, seat, at);
    else if (row && kind === "remove") this.remove([row], seat, page.remove(row));
    else if (row && kind === "bulk") this.remove(rows.slice(0, 2), seat, page.removeMany(rows.slice(0, 2)));
  }

  private add(page: Tab["page"], seat: number): void {
    const [name, amount] = [`New ${this.count}`, this.fresh()];
    page.post({ description: name, amount, currency: "USD", date: `${MONTH}-20`, category: this.category });
    this.claims.set(name, { name, amount, notes: "", isGone: false, by: new Set([seat]) });
  }

  private discard(page: Tab["page"], seat: number, at: number): void {
    const entries = page.outbox.peek().filter(({ unwanted }) => !unwanted);
    const entry = entries[at % Math.max(entries.length, 1)];
    if (!entry) return;
    page.discardEntry(entry);
    this.claim(entry.draft.description, seat).isGone = true;
  }

  private edit(page: Tab["page"], row: Expense, seat: number, at: number): void {
    const claim = this.claim(row.description, seat);
    const changes =
      at % 2 === 0 ? { amount: this.fresh(), currency: "USD" } : { notes: `Note ${this.count}` };
    this.await(page.change(row, changes));
    Object.assign(claim, changes);
    const field = at % 2 === 0 ? "amount" : "notes";
    // A later one of the same field takes its place, also in the form that asks.
    this.edits = this.edits.filter((one) => one.claim !== claim || one.field !== field);
    this.edits.push({ claim, field, value: claim[field] });
  }

  private remove(rows: readonly Expense[], seat: number, act: Promise<unknown>): void {
    this.await(act);
    for (const { description } of rows) {
      const claim = this.claim(description, seat);
      claim.isGone = true;
      this.removed.add(claim);
    }
  }

  /** An amount that nothing else has. */
  private readonly fresh = () => `${100 + this.count}.00`;

  private restore(page: Tab["page"], seat: number, at: number): void {
    const trash = [...this.ledger.expenses.values()].filter(({ deletedAt }) => deletedAt);
    const one = trash[at % Math.max(trash.length, 1)];
    if (!one) return;
    this.await(page.restore(one));
    const { amount, notes = "" } = one;
    const claim = this.claim(one.description, seat);
    // It may be restored already, without an answer, and changed since.
    if (claim.isGone) Object.assign(claim, { amount, notes, isGone: false });
  }

  private rename(page: Tab["page"]): void {
    const [from, to] = [this.category, `Category ${this.count}`];
    this.category = to;
    this.await(page.renameCategory({ from, to }));
  }

  /** Undoes what the message on the screen tells of: which that is, only the page knows. */
  private undo(page: Tab["page"]): void {
    const undo = page.toast.peek()?.actions.find(({ undoes }) => undoes);
    // It may be the renaming that is undone.
    if (!undo || this.category !== "Other") return;
    for (const { by } of this.claims.values()) by.add(3).add(4);
    this.await(Promise.resolve(undo.run()));
  }

  /** No act of a user fails without a word. */
  private await(act: Promise<unknown>): void {
    act.catch((error: unknown) => this.failures.push(error));
  }

  private claim(name: string, seat: number): Claim {
    const claim = this.claims.get(name) ?? expect.fail(`an expense that nobody added: ${name}`);
    claim.by.add(seat);
    return claim;
  }

  /** Lets everything arrive, and compares the tabs, the ledger and the model. */
  async rest(): Promise<void> {
    await this.browser.switchNetwork(true);
    for (let turn = 0; turn < 5; turn++) {
      await this.calm();
      if (turn > 1) this.decideAll();
      for (const { tab } of this.seats) void tab.page.look();
    }
    await this.calm();
    this.compare();
    for (const claim of this.claims.values()) claim.by.clear();
    this.edits = [];
    this.removed.clear();
    this.older.clear();
  }

  /** Goes on until nothing is under way. */
  private async calm(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
      await this.browser.hear();
      await this.browser.answerAll();
      for (const { tab } of this.seats) tab.pass();
      await settled();
    }
  }

  /** Lets users decide who are asked: of two, only if both changed the expense. */
  private decideAll(): void {
    const asked = this.seats.flatMap(({ tab }) => tab.page.editing.peek()?.before?.description ?? []);
    const [first, second] = asked.map((name) => this.claims.get(name)?.by);
    if (first !== undefined && first === second)
      expect(first.has(3) || (first.has(0) && first.has(1)), `asks twice about ${asked[0]}`).to.equal(true);
    for (const { tab } of this.seats) this.decide(tab);
  }

  /** Keeps what others made of an expense, where the user is asked. */
  private decide({ page }: Tab): void {
    const { expenseId, before, typed, write } = page.editing.peek() ?? {};
    if (expenseId === undefined) return;
    const claim = this.claims.get(before?.description ?? "");
    if (claim && this.older.has(claim)) claim.by.add(3);
    expect(claim?.by.size, `asks about ${expenseId}, which only one user changed`).to.be.at.least(2);
    for (const value of Object.values(typed ?? {})) this.known.add(value);
    page.dropIdleChanges(expenseId, (_, key) => key === write);
    page.editing.value = undefined;
  }

  private compare(): void {
    expect(this.failures).to.deep.equal([]);
    const stored = this.ledger.list();
    for (const [index, { tab, list }] of this.seats.entries()) {
      const { page } = tab;
      expect(page.outbox.peek(), `outbox of tab ${index}`).to.deep.equal([]);
      expect(page.unsentWrites(), `writes of tab ${index}`).to.deep.equal([]);
      expect(list.expenses.peek(), `rows of tab ${index}`).to.deep.equal(stored);
      const [sums] = list.summary.peek()?.currencies ?? [];
      expect([sums?.count ?? 0, sums?.total ?? "0.00"]).to.deep.equal([stored.length, totalOf(stored)]);
    }
    expect(this.browser.device.rowsOf("outbox")).to.deep.equal([]);
    for (const claim of this.claims.values()) this.compareClaim(claim);
    const categories = [...this.ledger.expenses.values()].map(({ category }) => category);
    expect(new Set(categories)).to.deep.equal(new Set([this.category]));
    // Otherwise somebody else deleted the expense, or the edit was undone.
    for (const { claim, value } of this.edits)
      expect(
        this.known.has(value) || this.removed.has(claim) || claim.by.has(3),
        `${claim.name}: ${value}`,
      ).to.equal(true);
  }

  private compareClaim({ name, amount, notes, isGone, by }: Claim): void {
    const found = [...this.ledger.expenses.values()].filter(({ description }) => description === name);
    expect(found.length, name).to.be.at.most(1);
    const [one] = found.filter(({ deletedAt }) => !deletedAt);
    const seen = one && { amount: one.amount, notes: one.notes ?? "" };
    if (by.size < 2) expect(seen, name).to.deep.equal(isGone ? undefined : { amount, notes });
    const claim = this.claims.get(name);
    if (claim) Object.assign(claim, { isGone: one === undefined }, seen);
  }
}
