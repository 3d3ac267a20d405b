import { english } from "../english";

/** Signing out while something is not sent. */
export const signOut = english({
  "signOut.title": {
    one: "One expense or change is not sent yet",
    other: "{count} expenses or changes are not sent yet",
  },
  "signOut.text":
    "The next user of this device could read them. You can send them first, or have them encrypted until you sign in here again.",
  "signOut.expired": "Sign in again to send or to keep them. If you sign out now, they are lost.",
  "signOut.send": "Send and sign out",
  "signOut.keep": "Encrypt and sign out",
  "signOut.discard": "Delete them and sign out",
  "signOut.stay": "Stay signed in",
  "signOut.notSent": {
    one: "One expense or change could not be sent. Check your connection, or open the expense to see what is wrong.",
    other:
      "{count} expenses or changes could not be sent. Check your connection, or open the expenses to see what is wrong.",
  },
  "signOut.notKept": "This browser could not store them.",
});
