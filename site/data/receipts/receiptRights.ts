import { isUnseen } from "../../../domain/receipts/model";
import type { Receipt } from "../../../domain/receipts/receiptSchemas";
import { mayEdit, mayEditAll } from "../../lib/ledger/openLedger";

/**
 * Returns true if the user may confirm a receipt, remove it or have it read again. One that belongs to an expense goes with the
 * right to change that; its author removes it there.
 */
export const mayChangeReceipt = ({ state, createdBy }: Pick<Receipt, "state" | "createdBy">): boolean =>
  state === "confirmed" ? mayEditAll() : mayEdit(createdBy);

/**
 * Returns true if a receipt can be read again: its file is there, or may be, since the notice of its arrival can get lost.
 */
export const isReadable = ({ hasFile, failure }: Pick<Receipt, "hasFile" | "failure">): boolean =>
  hasFile || isUnseen(failure);
