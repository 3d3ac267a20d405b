import * as z from "zod";
import { simpleFields } from "../expenses/simpleFields";
import { refuses } from "../http/refuses";
import { line } from "../http/schemas";

const category = () => line("A category", simpleFields.category.max);

/** More than a ledger has of each, also of those that were deleted lately. */
const MAX_IDS = 1000;
const INVALID = refuses("body.invalid");
const ids = z.array(z.string(INVALID).max(128, INVALID), INVALID).max(MAX_IDS, INVALID);

/** Body of `POST /ledger/categories/rename`. */
export const categoryRenaming = z
  .strictObject({
    from: category().describe("The name, in any spelling."),
    to: category(),
    only: z
      .strictObject({ budgets: ids, rules: ids }, INVALID)
      .optional()
      .describe("IDs of those that are changed, to undo a renaming. Default: all."),
  })
  .meta({ id: "CategoryRenaming" });

/** Answer of `POST /ledger/categories/rename`. */
export const renamedCategory = z
  .strictObject({
    budgets: z.array(z.string()).describe("IDs of the budgets that a renaming back restores."),
    rules: z.array(z.string()).describe("The same of recurring expenses."),
    merged: z
      .int()
      .describe("Number of those that named both categories before, which a renaming back does not restore."),
  })
  .meta({ id: "RenamedCategory" });
