import type { auth as english } from "../en/auth";
import type { Translation } from "../message";

export const auth: Translation<typeof english> = {
  "auth.tagline": "Wohin das Geld geht, aufgeschrieben in einem Atemzug.",
  "auth.email": "E-Mail-Adresse",
  "auth.password": "Passwort",
  "auth.newPassword": "Neues Passwort",
  "auth.currentPassword": "Jetziges Passwort",
  "auth.passwordHint": {
    one: "Mindestens {count} Zeichen, mit Groß- und Kleinbuchstaben, einer Ziffer und einem Sonderzeichen.",
    other: "Mindestens {count} Zeichen, mit Groß- und Kleinbuchstaben, einer Ziffer und einem Sonderzeichen.",
  },
  "auth.show": "Zeigen",
  "auth.hide": "Verbergen",
  "auth.showPassword": "Passwort zeigen",
  "auth.signIn": "Anmelden",
  "auth.signInTitle": "Willkommen zurück",
  "auth.signUp": "Konto anlegen",
  "auth.signUpTitle": "Legen Sie Ihr Konto an",
  "auth.noAccount": "Neu hier?",
  "auth.haveAccount": "Haben Sie schon ein Konto?",
  "auth.forgot": "Passwort vergessen?",
  "auth.forgotTitle": "Passwort zurücksetzen",
  "auth.forgotText": "Wir schicken Ihnen einen Code an Ihre E-Mail-Adresse.",
  "auth.sendCode": "Code schicken",
  "auth.code": "Code aus der Mail",
  "auth.confirmTitle": "Sehen Sie in Ihre Mails",
  "auth.confirmText": "Wir haben einen Code an {email} geschickt.",
  "auth.confirm": "Bestätigen",
  "auth.resend": "Neuen Code schicken",
  "auth.resent": "Ein neuer Code ist unterwegs.",
  "auth.resetTitle": "Wählen Sie ein neues Passwort",
  "auth.reset": "Passwort setzen",
  "auth.invited": "Sie wurden mit einem vorläufigen Passwort eingeladen.",
  "auth.back": "Zurück zur Anmeldung",
  "auth.expiredTitle": "Bitte melden Sie sich wieder an",
  "auth.expiredText": "Ihre Sitzung ist beendet. Nichts von dem, was Sie eingegeben haben, ist verloren.",
  "auth.signOut": "Abmelden",
  "auth.goodbyeTitle": "Auf Wiedersehen",
  "auth.goodbyeText":
    "Ihr Konto und seine Daten werden jetzt gelöscht; das dauert wenige Minuten. Dieses Gerät behält nichts davon.",
  "auth.error.NotAuthorizedException": "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
  "auth.error.UserNotFoundException": "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
  "auth.error.UsernameExistsException":
    "Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich an.",
  "auth.error.CodeMismatchException":
    "Dieser Code stimmt nicht. Sehen Sie in die neueste Mail und tippen Sie ihn noch einmal.",
  "auth.error.ExpiredCodeException": "Dieser Code ist zu alt. Lassen Sie sich einen neuen schicken.",
  "auth.error.LimitExceededException":
    "Zu viele Versuche. Warten Sie ein paar Minuten und versuchen Sie es dann wieder.",
  "auth.error.TooManyRequestsException":
    "Zu viele Versuche. Warten Sie einen Augenblick und versuchen Sie es dann wieder.",
  "auth.error.TooManyFailedAttemptsException":
    "Zu viele Versuche. Warten Sie ein paar Minuten und versuchen Sie es dann wieder.",
  "auth.error.InvalidParameterException": "Prüfen Sie Ihre Eingabe: Der Dienst nimmt sie nicht an.",
  "auth.error.CodeDeliveryFailureException": "Die Mail konnte nicht gesendet werden. Prüfen Sie die Adresse.",
  "auth.error.PasswordResetRequiredException": "Ihr Passwort muss neu gesetzt werden.",
  "auth.error.PasswordHistoryPolicyViolationException":
    "Dieses Passwort hatten Sie schon. Wählen Sie ein anderes.",
};
