import { english } from "../english";

/** The frame around every screen, and messages that any screen can show. */
export const app = english({
  "app.name": "Expenses",
  "app.loading": "Loading…",
  "app.skip": "Skip to content",
  "app.dismiss": "Dismiss",
  "app.retry": "Try again",
  "app.undo": "Undo",
  "app.show": "Show",
  "app.save": "Save",
  "app.cancel": "Cancel",
  "app.nav": "Main",
  "app.expenses": "Expenses",
  "app.reports": "Reports",
  "app.trash": "Trash",
  "app.settings": "Settings",
  "app.offline": "Offline",
  "app.waiting": "{count} not sent yet",
  "app.update": "A new version of this page is available.",
  "app.reload": "Reload",
  "app.tooLong": { one: "At most {count} character.", other: "At most {count} characters." },
  "app.failed": "That did not work",
  "app.noConnection": "No connection. Check your network and try again.",
  "app.serverFailed": "Something went wrong on our side. Try again in a moment.",
  "app.sessionEnded": "Your session has ended. Sign in again.",
  "app.notStarted": "The page could not start. Check your connection, then reload the page.",
});
