/**
 * Refusals of receipts, as in `refusals.ts`, and the reasons why a receipt could not be read, which its `failure`
 * holds.
 */
export const RECEIPT_REFUSALS = {
  "receipt.notFound": { status: 404, text: "The receipt does not exist." },
  "receiptId.invalid": { status: 400, text: "The ID of a receipt must be a UUID in lowercase." },
  "receipt.typeInvalid": { status: 400, text: "A receipt must be a JPEG, a PNG or a PDF." },
  "receipt.bytesInvalid": {
    status: 400,
    text: "The size of the file must be a whole number of bytes from 1 to {max}.",
  },
  "receipt.hashInvalid": { status: 400, text: "The SHA-256 of the file must be 64 hexadecimal digits." },
  "receipt.stateInvalid": { status: 400, text: "The state must be open or confirmed." },
  "receipt.reused": { status: 409, text: "This ID was used for another file. Use a new one." },
  "receipt.confirmed": {
    status: 409,
    text: "The receipt belongs to another expense. Detach it from that one first.",
  },
  "receipt.ofExpense": {
    status: 409,
    text: "The expense was created from this receipt, so it cannot be detached. Delete the receipt or the expense.",
  },
  "receipt.confirmedBefore": {
    status: 409,
    text: "An expense was created from this receipt before, and the receipt was removed. Add it to an expense, or add its file again.",
  },
  "receipt.contended": {
    status: 409,
    text: "The receipt is being changed by another request. Try again in a moment.",
  },
  "receipt.noFile": {
    status: 409,
    text: "There is no file of this receipt: it was not uploaded, or it could not be kept. Upload it again.",
  },
  "receipt.incomplete": { status: 422, text: "The file did not arrive whole. Upload it again." },
  "receipt.notOfType": {
    status: 422,
    text: "The file is not what its name says: not a JPEG, PNG or PDF. Take a photo of the receipt.",
  },
  "receipt.unreadable": {
    status: 422,
    text: "The file is damaged, or nothing can be read on it. Take another photo, or type the expense by hand.",
  },
  "receipt.tooManyPixels": {
    status: 422,
    text: "The picture is too large in pixels. Make it smaller and upload it again.",
  },
  "receipt.tooManyPages": {
    status: 422,
    text: "The PDF has more than 20 pages, which are too many to be read. Upload the pages with the sums alone.",
  },
  "receipt.protected": {
    status: 422,
    text: "The PDF is protected, perhaps only against changes. Print it into a new PDF, or take a photo of it, and upload that.",
  },
  "receipt.unread": {
    status: 422,
    text: "The receipt has not been read yet. Have it read, or type the expense by hand.",
  },
  "receipt.quotaUsedUp": {
    status: 429,
    text: "This month's pages are used up. The receipt is kept: type the expense by hand, or have it read next month.",
  },
  "receipt.notUploaded": { status: 422, text: "The file has not arrived. Upload it again." },
  "receipt.stalled": {
    status: 422,
    text: "Reading takes longer than it should. Nothing was lost: try again, or type the expense by hand.",
  },
} as const;
