import { LINK_SECONDS } from "../domain/aws/s3";
import { MAX_RECEIPT_PAGES, MAX_RECEIPT_SIDE } from "../domain/values/limits";
import { MAX_SHARED } from "../site/lib/storage/sharedCache";

/** The section on receipts of the security page. */
export const RECEIPTS = `## Receipts

A receipt's picture can reveal where somebody was, and their illnesses or medicines.

- It is in a separate private bucket, under its ledger. Members who may add expenses get an upload form, which is valid for
  ${LINK_SECONDS / 60} minutes, for one key, one type, one size and one SHA-256. Members read it by links to one version of one object,
  for ${LINK_SECONDS / 60} minutes. During that time, anybody who has the link can use it without signing in.
- \`readReceipt\` inspects it before it is kept: it must begin like its announced type (a PDF within 1,024 bytes), be complete, and have at most ${MAX_RECEIPT_SIDE.toLocaleString("en")}
  pixels a side. A PDF of more than ${MAX_RECEIPT_PAGES} pages is kept for its expense, and not read. Metadata, such as the place where a photo was taken, are removed, but for which side of a photo is up. So are data after the end of a picture, and
  the former version is deleted. The page also does so before it sends a picture. Refused files are deleted.
- A PDF is kept with its own metadata, such as its author, the program that made it, and dates; those of photos in it, and
  places in its XMP, are overwritten. In XMP that is compressed, as a few programs write it, they stay. Every member of the ledger who downloads it can read them.
- Any website can send files to a user's page, as other apps do that share some with it (the share target): the form is a navigation, and
  nothing tells where it comes from. So such files wait in the browser, at most ${MAX_SHARED} at a time, and the page asks before it sends one, and
  says to which ledger. Signing out deletes those that wait.
- It is served with the type that was checked, so that no browser takes it for a page.
- The extracted text is stored in its item of the ledger, and in no log.
- Textract reads it with the rights of the function, on \`*\`: its actions have no resource level. AWS may keep what Textract reads to
  improve the service, unless the account's organization opts out (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out.html).
- Who may change its expense may remove it, nobody else; without an expense, who sent it and editors. Nobody else can create an
  expense from it or attach it to one.
- Files have a quota (\`receiptFiles\`), counted when they are announced, and pages have one (\`receiptPages\`), counted before they
  are read. A PDF in which some may be hidden is refused; if Textract finds more than were counted, the difference is counted as well.

The tests send files that are not receipts, with forms for other files, and search what is kept for the place
(\`test/handlers/receipts.test.ts\`), kill the functions between all of their steps (\`test/faults/receiptCrashes.test.ts\`), and do
something else with the same receipts there (\`test/faults/receiptRaces.test.ts\`).`;
