import { user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import type { Entry } from "../expenses/model";
import { discard, hold } from "../outbox/outboxEdits";

/**
 * Adds an entry to the user's own ledger that the open one refuses. Under its key: however often it is tried, that ledger has it once.
 * After a failure it is not sent to the open ledger any more, because the answer may have been lost.
 * @throws RequestError if it was not moved.
 */
export async function moveToOwn({ key, draft, recategorised }: Entry): Promise<void> {
  hold(key);
  const headers = { "Idempotency-Key": key, "Ledger-Id": user.peek()?.id ?? "" };
  await call("POST /expenses", { body: { ...draft, ...recategorised }, headers });
  discard(key);
}
