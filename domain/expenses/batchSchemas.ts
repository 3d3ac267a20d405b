import * as z from "zod";
import { refuses } from "../http/refuses";
import { MAX_BATCH } from "../values/limits";
import { REFUSALS, type RefusalCode } from "../values/refusals";
import { expense } from "./expense";
import { fields } from "./fields";
import { undoRequest } from "./historyAnswers";

const COUNT = refuses("batch.invalid", { max: MAX_BATCH });
const ID = refuses("expenseId.invalid");

const chosen = z.strictObject({
  id: z.string(ID).min(1, ID).max(64, ID),
  version: undoRequest.shape.version
    .optional()
    .describe(
      "With `undo`: the version that the change produced. With `delete`, optional: a newer version is kept.",
    ),
});

/** Body of `POST /expenses/batch`. */
export const batchRequest = z
  .strictObject({
    action: z
      .enum(["categorise", "delete", "restore", "undo", "erase"], refuses("action.invalid"))
      .describe(
        "`categorise` includes expenses in the trash, so that a restored expense has the new category. `erase` removes expenses in the " +
          "trash for good; it answers `expense.notFound` for those already gone.",
      ),
    category: fields.category.request.describe(
      "With `categorise`: the new category of the expenses and their parts.",
    ),
    from: fields.category.request.describe(
      "With `categorise`: renames only this category, in expenses and in parts.",
    ),
    expenses: z
      .array(chosen, COUNT)
      .min(1, COUNT)
      .max(MAX_BATCH, COUNT)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, refuses("batch.repeated")),
  })
  .refine(({ action, category }) => (action === "categorise") === (category !== undefined), {
    path: ["category"],
    error: refuses("batch.category"),
  })
  .refine(({ action, from }) => action === "categorise" || from === undefined, {
    path: ["from"],
    error: refuses("batch.category"),
  })
  .refine(
    ({ action, expenses }) => action !== "undo" || expenses.every(({ version }) => version !== undefined),
    {
      path: ["expenses"],
      error: refuses("version.invalid"),
    },
  )
  .meta({ id: "Batch" });
export type BatchRequest = z.infer<typeof batchRequest>;

const codes = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];

/** Answer of `POST /expenses/batch`. Each requested expense is in one of the lists. */
export const batchAnswer = z
  .strictObject({
    expenses: z
      .array(expense)
      .describe("The expenses in the requested state, including those that were already in it."),
    refused: z.array(
      z.strictObject({ id: z.string(), code: z.enum(codes), message: z.string().describe("English.") }),
    ),
  })
  .meta({ id: "BatchAnswer" });
export type BatchAnswer = z.infer<typeof batchAnswer>;
