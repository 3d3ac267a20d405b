import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { countUnsent, entriesWait } from "../../data/offline/unsentData";
import { signOut } from "../../lib/auth/signInAndOut";
import { lazy } from "../loading/lazy";

// With a cipher, which a page that only offers to sign out does not need.
const SignOutDialog = lazy(async () => (await import("./signOutDialog")).SignOutDialog);

/** Signs out, once the user has decided about unsent data. */
export function useSignOut(): {
  /** @param how Default: ends the session of this browser only. */
  leave: (how?: () => Promise<void>) => Promise<void>;
  dialog: ComponentChildren;
} {
  const [leaving, setLeaving] = useState<() => Promise<void>>();
  return {
    async leave(how = signOut) {
      if (countUnsent() === 0 && !entriesWait()) await how();
      else setLeaving(() => how);
    },
    dialog: leaving && <SignOutDialog onSignOut={leaving} onStay={() => setLeaving(undefined)} />,
  };
}
