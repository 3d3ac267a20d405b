import * as z from "zod";
import { refuses } from "../http/refuses";
import { cursorOf } from "../http/schemas";

/** A user as an admin sees them. */
export const account = z
  .strictObject({
    id: z.string().describe("Also the ID of their ledger."),
    email: z.string(),
    status: z.string().describe("Cognito's, for example CONFIRMED or FORCE_CHANGE_PASSWORD."),
    enabled: z.boolean(),
    admin: z.boolean(),
    createdAt: z.string().describe("UTC, ISO 8601."),
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof account>;

export const accountPage = z
  .strictObject({
    accounts: z.array(account),
    cursor: z.string().optional().describe("Cursor of the next page; absent on the last page."),
  })
  .meta({ id: "AccountPage" });
export type AccountPage = z.infer<typeof accountPage>;

/** Query of `GET /admin/users`. */
export const accountQuery = z.strictObject({
  cursor: cursorOf(2000),
});

/** Body of `PATCH /admin/users/{id}`: at least one property. */
export const accountChanges = z
  .strictObject({
    enabled: z.boolean({ error: refuses("flag.invalid", { name: "enabled" }) }).optional(),
    admin: z.boolean({ error: refuses("flag.invalid", { name: "admin" }) }).optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, refuses("changes.empty"))
  .meta({ id: "AccountChanges" });
export type AccountChanges = z.infer<typeof accountChanges>;
