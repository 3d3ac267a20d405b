import * as z from "zod";
import { simpleFields } from "../expenses/simpleFields";
import { line } from "../http/schemas";

const category = () => line("A category", simpleFields.category.max);

/** Body of `POST /ledger/categories/rename`. */
export const categoryRenaming = z
  .strictObject({
    from: category().describe("The name, in any spelling."),
    to: category(),
  })
  .meta({ id: "CategoryRenaming" });
