import { english } from "../english";

/** The settings: email alerts, appearance and language, money and time, categories, data, account. */
export const settings = english({
  "settings.recurring": "Recurring expenses",
  "settings.title": "Settings",
  "settings.alerts": "Email alerts",
  "settings.alertsText":
    "Get an email when a single expense is above the threshold of its ledger, which is {amount} here, or a budget reaches one of its thresholds.",
  "settings.alertsNone":
    "Get an email when a single expense is above the threshold of its ledger. This one has no threshold in {currency} yet, so its expenses in {currency} raise no alerts; its budgets do.",
  "settings.alertsPending": "Almost there: click the link in the email to {email}.",
  "settings.alertsOn": "On. Alerts go to {email}.",
  "settings.alertsOff": "Off",
  "settings.alertsCheck": "I clicked the link",
  "settings.lastAlerts": "Alerts so far",
  "settings.notMailed": "not emailed to you",
  "settings.noAlerts": "Nothing has raised an alert yet.",
  "settings.allAlerts": "Show all {count}",
  "settings.look": "Appearance and language",
  "settings.theme": "Theme",
  "settings.theme.system": "Same as device",
  "settings.theme.light": "Light",
  "settings.theme.dark": "Dark",
  "settings.currencyDisplay": "Show currency as",
  "settings.currencyDisplay.narrowSymbol": "Symbol ($)",
  "settings.currencyDisplay.code": "Code (USD)",
  "settings.currencyDisplay.name": "Name (US dollars)",
  "settings.money": "Money and time",
  "settings.currency": "Currency of new expenses",
  "settings.currencyHint":
    "Existing expenses keep their currency. To log one in another currency, add its code to the amount: 12 EUR.",
  "settings.timezone": "Time zone",
  "settings.timezoneHint": "Determines today's date.",
  "settings.monthStartsOn": "Month starts on",
  "settings.monthStartsOnHint": "For budgets. Lists and reports have calendar months.",
  "settings.budgetAlert": "{percent} % of the budget",
  "settings.threshold": "Alert threshold in {currency}",
  "settings.thresholdHint":
    "An expense above it raises an alert. Leave it empty for the default. Expenses in other currencies have thresholds only if this service sets them.",
  "settings.thresholdCurrency": "Enter it in {currency}.",
  "settings.thresholdProposed":
    "A proposal: as long as none is saved, expenses in {currency} raise no alerts.",
  "settings.thresholdSave": "Use this threshold",
  "settings.thresholdNone":
    "An expense above it raises an alert. Left empty, expenses in {currency} raise none. Expenses in other currencies have thresholds only if this service sets them.",
  "settings.standard": "Default ({value})",
  "settings.changeCategories": "Edit categories",
  "settings.data": "Your data",
  "settings.dataText": "Everything that is stored about you as JSON, and your expenses as CSV.",
  "settings.export": "Export all my data",
  "settings.exporting": "Your files are being created…",
  "settings.exportReady": {
    one: "Your files are ready. They can be downloaded for {count} day.",
    other: "Your files are ready. They can be downloaded for {count} days.",
  },
  "settings.exportLacks": {
    one: "{count} receipt is not in the archive: there are too many. Download it from its expense.",
    other: "{count} receipts are not in the archive: there are too many. Download them from their expenses.",
  },
  "settings.exportFailed": "Your files could not be created. Try again.",
  "settings.exportJson": "All data (JSON)",
  "settings.exportCsv": "Expenses (CSV)",
  "settings.exportZip": "Receipts (ZIP)",
  "settings.account": "Account",
  "settings.signedInAs": "Signed in as",
  "settings.changePassword": "Change password",
  "settings.passwordText":
    "You are signed out on all other devices. Open invitations and your calendar addresses stop working.",
  "settings.passwordChanged": "Your password was changed.",
  "settings.changeEmail": "Change email address",
  "settings.newEmail": "New email address",
  "settings.emailCode":
    "If no other account has {email}, a code is on its way to it. Your address stays until you enter the code.",
  "settings.emailChanged": "Your email address was changed.",
  "settings.confirmTitle": "Confirm that it is you",
  "settings.confirmText": "Enter your password to go on.",
  "settings.signOutEverywhere": "Sign out everywhere",
  "settings.close": "Delete account",
  "settings.closeText":
    "Deletes the account and all of its data. Export the data first if you might need it again.",
  "settings.closeOpen": "Delete my account",
  "settings.closeTitle": "Delete your account and all data?",
  "settings.closeGone":
    "Deleted within minutes: your expenses, categories, settings, reports, exports and email alerts, then your sign-in. This cannot be undone.",
  "settings.closeEnding":
    "These shared ledgers are deleted for good as well, because nobody else is in them. The JSON file of your export holds their data:",
  "settings.closeStaying":
    "These shared ledgers stay for their other members, with what you added, under “former member”:",
  "settings.closeCopies": "Recovery copies are kept for longer:",
  "settings.closeTombstones": {
    one: "an empty entry for each expense, by which the next backup empties its copy: {count} day",
    other: "an empty entry for each expense, by which the next backup empties its copy: {count} days",
  },
  "settings.closeRecovery": {
    one: "point-in-time recovery of the database: {count} day",
    other: "point-in-time recovery of the database: {count} days",
  },
  "settings.closeBackups": {
    one: "backups of the backup database: {count} day",
    other: "backups of the backup database: {count} days",
  },
  "settings.closeLogs": {
    one: "logs and records with your user ID and IP addresses, without expenses: up to {count} day",
    other: "logs and records with your user ID and IP addresses, without expenses: up to {count} days",
  },
  "settings.closeMails":
    "emails that were sent to you or about you: for as long as their recipients keep them",
  "settings.closeConfirm": "To confirm, type {email}",
  "settings.closeWrong": "This is not the account's email address.",
  "settings.closeDelete": "Delete everything",
  "settings.closeKeep": "Keep my account",
  "settings.admin": "Administration",
  "settings.adminText": "Users, jobs, dead letters and alarms.",
  "settings.adminOpen": "Open administration",
  "settings.notices": "Licenses of third-party software",
});
