/** Refusals of what concerns a ledger, its members and their roles, as in `refusals.ts`. */
export const LEDGER_REFUSALS = {
  "ledger.notFound": { status: 404, text: "The ledger does not exist, or you are not a member of it." },
  "ledger.archived": {
    status: 409,
    text: "The ledger is archived. An owner can make it active again.",
  },
  "ledger.own": {
    status: 409,
    text: "Your own ledger is yours alone. Create another one to share, archive or delete.",
  },
  "ledger.tooMany": { status: 409, text: "You can be a member of at most {max} ledgers." },
  "ledger.full": { status: 409, text: "A ledger can have at most {max} members." },
  "ledger.contended": {
    status: 409,
    text: "The ledger is being changed by other requests. Try again.",
  },
  "ledger.member": { status: 409, text: "You are already a member of this ledger." },
  "ledger.lastOwner": {
    status: 409,
    text: "A ledger needs an owner. Make another member an owner first, or delete the ledger.",
  },
  "ledger.needsOwner": {
    status: 409,
    text: "You are the only owner of {name}. Make another member an owner first, or delete the ledger.",
  },
  "member.notFound": { status: 404, text: "There is no such member." },
  "invitation.notFound": {
    status: 404,
    text: "This invitation was used or revoked, or has expired. Ask for another one.",
  },
  "invitations.tooMany": {
    status: 409,
    text: "At most {max} invitations can be open at the same time. Revoke one first.",
  },
  "role.invalid": { status: 400, text: "The role must be viewer, contributor, editor or owner." },
  "role.tooLow": { status: 403, text: "Your role in this ledger does not allow this." },
} as const;
