import { ledgerId } from "../../lib/ledger/openLedger";
import { readUndisturbed } from "./expenseLists";

/**
 * Returns a function that reads something of the open ledger and shows it. An answer that was overtaken does not show: by a reading
 * that was begun later, by a write of this page, after which it is read again, or by another ledger that was opened meanwhile.
 */
export function latestReading<Value>(
  read: () => Promise<Value>,
  show: (value: Value) => void,
): () => Promise<void> {
  let begun = 0;
  return async () => {
    const turn = ++begun;
    const owner = ledgerId.peek();
    const isLatest = () => turn === begun && ledgerId.peek() === owner;
    try {
      await readUndisturbed(read, (value, isTrue) => {
        if (isTrue && isLatest()) show(value);
        return isTrue || !isLatest();
      });
    } catch (error) {
      if (isLatest()) throw error;
    }
  };
}
