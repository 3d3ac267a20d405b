import * as z from "zod";
import { cursorOf, month } from "../http/schemas";

/** Query of `GET /admin/totals`. */
export const totalsQuery = z.strictObject({
  month,
  cursor: cursorOf(200),
});

/** Response of `GET /admin/totals`: the sums of every ledger in a month, without the expenses behind them. */
export const totalsPage = z
  .strictObject({
    month: z.string(),
    ledgers: z.array(
      z.strictObject({
        ledgerId: z.string(),
        currencies: z.array(z.strictObject({ currency: z.string(), total: z.string(), count: z.int() })),
      }),
    ),
    cursor: z.string().optional().describe("Cursor of the next page; absent on the last page."),
  })
  .meta({ id: "TotalsPage" });
export type TotalsPage = z.infer<typeof totalsPage>;
