import * as z from "zod";
import { refuses } from "../http/refuses";
import { line } from "../http/schemas";
import { MAX_LEDGER_NAME_LENGTH } from "../values/limits";
import { LEDGER_ID } from "./ledgerIds";
import { LEDGER_ROLES } from "./roles";
import { colour } from "./settings";

const role = z.enum(LEDGER_ROLES, { error: refuses("role.invalid") });
const name = line("The name", MAX_LEDGER_NAME_LENGTH);
const utc = z.string().describe("UTC, ISO 8601.");

/** Body of `POST /ledgers`. */
export const newLedger = z.strictObject({ name, colour: colour.optional() }).meta({ id: "NewLedger" });

/** Body of `PATCH /ledger`: at least one property. */
export const ledgerChanges = z
  .strictObject({
    name: name.optional(),
    colour: colour.optional(),
    archived: z.boolean({ error: refuses("flag.invalid", { name: "archived" }) }).optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, refuses("changes.empty"))
  .meta({ id: "LedgerChanges" });

/** A ledger as a user of it sees it. */
export const ledgerSummary = z
  .strictObject({
    id: z.string(),
    name: z.string().optional().describe("Absent from the user's own ledger until it is given a name."),
    colour: z.string().optional().describe("#rrggbb"),
    role: role.describe("The user's role."),
    own: z
      .boolean()
      .describe(
        "True for the user's own ledger, which comes with the account and which nobody else can enter.",
      ),
    memberCount: z.int(),
    endsWithAccount: z
      .literal(true)
      .optional()
      .describe(
        "Present on a ledger with members that is deleted for good if the user's account is deleted, because nobody else is left in it. All others stay.",
      ),
    archivedAt: utc.optional(),
    erasesAt: utc.optional().describe("UTC; present if it is deleted. An owner can restore it until then."),
  })
  .meta({ id: "Ledger" });
export type LedgerSummary = z.infer<typeof ledgerSummary>;

/** Answer of `GET /ledgers`. */
export const ledgerList = z.strictObject({ ledgers: z.array(ledgerSummary) }).meta({ id: "LedgerList" });

const member = z.strictObject({
  id: z.string().describe("User ID."),
  email: z.string(),
  role,
  since: utc.optional(),
  formerIds: z
    .array(z.string())
    .readonly()
    .optional()
    .describe("Former IDs, from lost user pools. Entries under these are theirs."),
});
export type MemberAnswer = z.infer<typeof member>;

/** Answer of `GET /ledger/members`. */
export const memberList = z.strictObject({ members: z.array(member) }).meta({ id: "MemberList" });

/** Body of `PATCH /ledger/members/{id}`, and of `POST /ledger/invitations`. */
export const roleChoice = z.strictObject({ role }).meta({ id: "RoleChoice" });

const invitation = {
  id: z.string(),
  role,
  createdAt: utc,
  expiresAt: utc,
};

const openInvitation = z.strictObject(invitation);
export type OpenInvitation = z.infer<typeof openInvitation>;

/** Answer of `GET /ledger/invitations`. */
export const invitationList = z
  .strictObject({ invitations: z.array(openInvitation) })
  .meta({ id: "InvitationList" });

/** Answer of `POST /ledger/invitations`. */
export const newInvitation = z
  .strictObject({
    ...invitation,
    secret: z
      .string()
      .describe("Admits anybody who has it. It is returned once: only its SHA-256 is stored."),
  })
  .meta({ id: "NewInvitation" });

const NO_INVITATION = refuses("invitation.notFound");

/** Answer of `POST /invitations/lookup`: what somebody joins, and who asked them to. */
export const invitationSummary = z
  .strictObject({
    name: z.string(),
    role,
    invitedBy: z.string().optional().describe("Absent if the owner who created it is no longer a member."),
    expiresAt: utc,
  })
  .meta({ id: "InvitationSummary" });
export type InvitationSummary = z.infer<typeof invitationSummary>;

/** Body of `POST /memberships`, and of `POST /invitations/lookup`. */
export const join = z
  .strictObject({
    ledgerId: z.string({ error: NO_INVITATION }).regex(LEDGER_ID, NO_INVITATION),
    secret: z.string({ error: NO_INVITATION }).regex(/^[\w-]{43}$/, NO_INVITATION),
  })
  .meta({ id: "Join" });
