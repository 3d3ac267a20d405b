import { useState } from "preact/hooks";
import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";

const MAILED = "mailed";

function mailedAddress(purpose: string): string | undefined {
  const mailed = propertiesOf(readStored(MAILED, "sessionStorage"));
  return mailed.purpose === purpose ? String(mailed.email) : undefined;
}

/**
 * The address that an email was sent to, in this tab: after a reload, which a phone does when the user looks into the email, the
 * page asks for what is in it.
 * @param purpose The reason for the email.
 * @param linked The address in the link to the screen, if the email was sent before.
 * @returns the address, and a function that replaces it.
 */
export function useMailed(purpose: string, linked?: string) {
  const [email, setEmail] = useState(() => linked ?? mailedAddress(purpose));
  const keep = (address?: string) => {
    store(MAILED, address && { email: address, purpose }, "sessionStorage");
    setEmail(address);
  };
  return [email, keep] as const;
}
