import { expect } from "chai";
import type { Mail } from "../../local/engine/service";

/** Clicks a link of an email, which must work. */
export async function followLink(mail: Mail | undefined, label: string): Promise<void> {
  const link = mail?.links?.find((one) => one.label === label);
  if (link === undefined) throw new Error(`There is no mail with the link "${label}".`);
  const response = await fetch(link.href);
  const page = await response.text();
  expect(response.status, page).to.equal(200);
}

/** The one-time password of an invitation. */
export function passwordIn(mail: Mail | undefined): string | undefined {
  return /:\n(.+)\n/.exec(mail?.text ?? "")?.[1];
}
