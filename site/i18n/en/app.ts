import { english } from "../english";

/** The frame around every screen, and what any of them may have to say. */
export const app = english({
  "app.name": "Expenses",
  "app.loading": "Loading…",
  "app.skip": "Skip to the content",
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
  "app.waiting": "{count} to be sent",
  "app.update": "A new version of this page is ready.",
  "app.reload": "Load it",
  "app.failed": "That did not work",
  "app.noConnection": "No connection. Check your network and try again.",
  "app.serverFailed": "Something went wrong on our side. Try again in a moment.",
  "app.sessionEnded": "Your session has ended. Sign in again.",
  "app.notStarted": "The page could not start. Check your connection, then load it again.",
});
