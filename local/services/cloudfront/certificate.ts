import { DAY_MS } from "../../engine/duration";
import type { CloudContext } from "../../engine/service";

interface Certificate {
  /** PEM, like `cert`. */
  key: string;
  cert: string;
}

interface StoredCertificate extends Certificate {
  /** Epoch milliseconds. */
  until: number;
}

const LIFETIME_DAYS = 365;
/** Renewal margin: a local cloud that checks once a day never presents an expired certificate. */
const RENEWAL_DAYS = 30;

/**
 * A self-signed certificate for the host. It is kept in the data folder, so that a browser's exception survives
 * restarts, and replaced a month before it expires.
 */
export async function certificateOf(
  context: Pick<CloudContext, "document">,
  host: string,
): Promise<Certificate> {
  const kept = context.document<Record<string, StoredCertificate>>("certificates", {});
  const known = kept.value[host];
  if (known && known.until > Date.now() + RENEWAL_DAYS * DAY_MS) return known;
  // Loaded late: it takes a tenth of a second, which a start without a distribution need not wait for.
  const { generate } = await import("selfsigned");
  const notAfterDate = new Date(Date.now() + LIFETIME_DAYS * DAY_MS);
  const names = [...new Set([host, "localhost"])].map((value) => ({ type: 2 as const, value }));
  const made = await generate([{ name: "commonName", value: host }], {
    notAfterDate,
    extensions: [{ name: "subjectAltName", altNames: [...names, { type: 7, ip: "127.0.0.1" }] }],
  });
  const entry = { key: made.private, cert: made.cert, until: notAfterDate.getTime() };
  await kept.update((value) => Object.assign(value, { [host]: entry }));
  return entry;
}
