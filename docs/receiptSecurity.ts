import { LINK_SECONDS } from "../domain/aws/s3";
import { MAX_RECEIPT_PAGES, MAX_RECEIPT_SIDE } from "../domain/values/limits";

/** The section of the page of security about receipts. */
export const RECEIPTS = `## Receipts

A receipt's picture can show where somebody was, and what they take or are ill with.

- It is in a private bucket of its own, under its ledger. The form that takes it is made for members who may add expenses; it is valid for
  ${LINK_SECONDS / 60} minutes, for one key, one type, one size and one SHA-256. Members read it by links to one version of one object,
  for ${LINK_SECONDS / 60} minutes. Whoever has such a link in that time can use it without signing in.
- Before it is kept, \`readReceipt\` looks into it: it must begin as what it was announced as, be whole, and have at most ${MAX_RECEIPT_SIDE.toLocaleString("en")}
  pixels a side or ${MAX_RECEIPT_PAGES} pages. Metadata, such as the place that a photo was taken at, and whatever comes after the end of a picture are taken
  out; the former version is deleted. The page does so before it sends a picture. What is refused is deleted.
- It is answered with the type that it was checked for, so that no browser takes it for a page.
- What was read of it stands in its item of the ledger, and in no log.
- Textract reads it by rights of the function, on \`*\`: its actions know no resources. AWS may keep what Textract reads to improve the
  service, unless the account's organisation opts out (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out.html).
- Pages have a quota (\`receiptPages\`), counted before they are read.

The tests send what is none, in forms that were made for something else, and look for the place in what is kept
(\`test/handlers/receipts.test.ts\`), and kill the functions between all of their steps (\`test/domain/receipts/crashes.test.ts\`).`;
