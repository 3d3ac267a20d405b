import { type ExpensesTable, startExpensesTable } from "./expensesTable";
import { type LocalTable, startLedgersTable } from "./localTable";
import { jpeg, pdf, receiptOf, segment, sha256 } from "./receipts";
import { ReceiptWorld } from "./receiptWorld";

export const PHOTO = jpeg();
export const TAGGED = jpeg({ metadata: [segment(0xe1, "Exif\0\0 somewhere")] });
export const PAGES = pdf(3);

/** The receipt that {@link PHOTO} is the file of. */
export const PLACE = { ledgerId: "home", receiptId: receiptOf(PHOTO).receiptId };

/** The announcement of a file. */
export const announced = (content: Buffer) => ({
  ...{ receiptId: receiptOf(content).receiptId, fileName: "receipt", locale: "en-US" },
  ...{ bytes: content.length, sha256: sha256(content) },
  contentType: content === PAGES ? ("application/pdf" as const) : ("image/jpeg" as const),
});

/** Gives the tests of a `describe` a world of receipts, which is empty before each. */
export function useReceiptWorld(): () => ReceiptWorld {
  let ledgers: LocalTable;
  let expenses: ExpensesTable;
  let world: ReceiptWorld;
  before(async () => {
    [ledgers, expenses] = await Promise.all([startLedgersTable(), startExpensesTable()]);
    world = new ReceiptWorld(ledgers.db, expenses.db);
  });
  after(() => Promise.all([ledgers?.close(), expenses?.close()]));
  beforeEach(() => world.clear());
  return () => world;
}

/** Announces and uploads a file, and has it read. */
export async function arrive(world: ReceiptWorld, content: Buffer): Promise<void> {
  await world.announce(announced(content));
  world.upload(PLACE, content);
  await world.handleAll();
}

/** The code of a refusal, or its message; undefined if there was none. */
export const refusal = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    ({ code, message }) => code ?? message,
  );
