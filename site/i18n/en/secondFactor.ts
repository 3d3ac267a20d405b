import { english } from "../english";

/** Two-factor sign-in: setting it up, signing in with a code, recovery codes. */
export const secondFactor = english({
  "secondFactor.title": "Two-factor sign-in",
  "secondFactor.text":
    "Besides your password, signing in takes a code from an authenticator app. A stolen password alone is then of no use.",
  "secondFactor.on": "On",
  "secondFactor.off": "Off",
  "secondFactor.manage": "Manage two-factor sign-in",
  "secondFactor.setUp": "Set up two-factor sign-in",
  "secondFactor.required": "Admins need two-factor sign-in",
  "secondFactor.requiredText": "Set it up to open the administration. It takes two minutes.",
  "secondFactor.scanTitle": "Add your account to an app",
  "secondFactor.scanText": "Scan this QR code with an authenticator app or a password manager.",
  "secondFactor.qrCode": "QR code for the authenticator app",
  "secondFactor.openApp": "Open the app on this device",
  "secondFactor.key": "Or enter this key in the app:",
  "secondFactor.copy": "Copy",
  "secondFactor.copied": "Copied.",
  "secondFactor.codeTitle": "Enter the code that the app shows",
  "secondFactor.code": "Six-digit code",
  "secondFactor.turnOnText":
    "Turning it on signs you out on all devices. Open invitations and your calendar addresses stop working.",
  "secondFactor.turnOn": "Turn on",
  "secondFactor.codesTitle": "Save your recovery codes",
  "secondFactor.codesText":
    "If you lose the app, your password and one of these codes let you in. Each code works once. They are not shown again.",
  "secondFactor.download": "Download",
  "secondFactor.file": "Recovery codes of {email} for {site}. Each works once.",
  "secondFactor.saved": "I have saved the codes",
  "secondFactor.signedOut":
    "Two-factor sign-in is on, and you are signed out on all devices. Sign in with the next code that the app shows.",
  "secondFactor.codesLeft": {
    one: "On. {count} recovery code is left.",
    other: "On. {count} recovery codes are left.",
  },
  "secondFactor.noCodesLeft":
    "On. No recovery code is left: create new ones, or losing the app means losing your account.",
  "secondFactor.recoveryCodes": "Recovery codes",
  "secondFactor.newCodes": "Create new codes",
  "secondFactor.newCodesText": "New codes replace the ones that you have.",
  "secondFactor.turnOff": "Turn off two-factor sign-in",
  "secondFactor.turnOffOpen": "Turn off",
  "secondFactor.turnOffNow": "Turn off now",
  "secondFactor.turnOffText":
    "Signing in takes your password alone again, and your recovery codes are deleted.",
  "secondFactor.keep": "Keep it on",
  "secondFactor.turnedOff": "Two-factor sign-in is off.",
  "secondFactor.signInText": "Enter the code that your authenticator app shows for this account.",
  "secondFactor.lost": "I cannot use my app",
  "secondFactor.lostText":
    "Enter one of your recovery codes. It turns two-factor sign-in off and ends all your sessions. If you have no code, contact the operator of this tracker.",
  "secondFactor.recoveryCode": "Recovery code",
  "secondFactor.recover": "Turn off and sign in",
  "secondFactor.recovered": "Two-factor sign-in is off.",
  "secondFactor.setUpAgain": "Set up again",
  "secondFactor.useApp": "Use the app",
  "secondFactor.error.CodeMismatchException": "The code is incorrect. Enter the one that the app shows now.",
  "secondFactor.error.EnableSoftwareTokenMFAException":
    "The code is incorrect. Enter the one that the app shows now.",
  "secondFactor.error.ExpiredCodeException": "This code was used already. Wait for the next one.",
});
