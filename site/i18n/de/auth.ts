import type { auth as english } from "../en/auth";
import type { Translation } from "../message";

export const auth: Translation<typeof english> = {
  "auth.tagline": "Sehen Sie, wohin Ihr Geld geht. Eine Ausgabe ist in Sekunden notiert.",
  "auth.email": "E-Mail-Adresse",
  "auth.password": "Passwort",
  "auth.newPassword": "Neues Passwort",
  "auth.passwordHint": {
    one: "Mindestens {count} Zeichen, mit Groß- und Kleinbuchstaben, einer Ziffer und einem Sonderzeichen.",
    other: "Mindestens {count} Zeichen, mit Groß- und Kleinbuchstaben, einer Ziffer und einem Sonderzeichen.",
  },
  "auth.show": "Anzeigen",
  "auth.hide": "Verbergen",
  "auth.showPassword": "Passwort anzeigen",
  "auth.signIn": "Anmelden",
  "auth.signInTitle": "Willkommen zurück",
  "auth.firstTitle": "Willkommen",
  "auth.signUp": "Konto anlegen",
  "auth.signUpTitle": "Legen Sie Ihr Konto an",
  "auth.noAccount": "Neu hier?",
  "auth.haveAccount": "Haben Sie schon ein Konto?",
  "auth.forgot": "Passwort vergessen?",
  "auth.forgotTitle": "Passwort zurücksetzen",
  "auth.forgotText": "Wir senden einen Code an Ihre E-Mail-Adresse.",
  "auth.sendCode": "Code senden",
  "auth.code": "Code aus der E-Mail",
  "auth.confirmTitle": "Prüfen Sie Ihr Postfach",
  "auth.signUpText": "Wir senden ein Einmalpasswort an Ihre E-Mail-Adresse.",
  "auth.signUpSent":
    "Wir haben eine E-Mail an {email} gesendet. Melden Sie sich mit dem Einmalpasswort daraus an und wählen Sie dann Ihr eigenes.",
  "auth.mailedPassword": "Passwort aus der E-Mail",
  "auth.haveCode": "In der E-Mail steht, dass ich schon ein Konto habe",
  "auth.otherAddress": "Andere Adresse verwenden",
  "auth.resend": "E-Mail noch einmal senden",
  "auth.resent": "Eine weitere E-Mail ist unterwegs.",
  "auth.resetTitle": "Wählen Sie ein neues Passwort",
  "auth.resetText": "Falls es zu {email} ein Konto gibt, ist ein Code dorthin unterwegs.",
  "auth.reset": "Passwort festlegen",
  "auth.invited": "Sie haben sich mit einem Einmalpasswort angemeldet. Wählen Sie jetzt Ihr eigenes.",
  "auth.back": "Zurück zur Anmeldung",
  "auth.expiredTitle": "Bitte melden Sie sich erneut an",
  "auth.expiredText": "Ihre Sitzung ist beendet. Ihre Eingaben sind nicht verloren.",
  "auth.signOut": "Abmelden",
  "auth.goodbyeTitle": "Auf Wiedersehen",
  "auth.goodbyeText":
    "Ihr Konto und seine Daten werden jetzt gelöscht. Das dauert wenige Minuten. Auf diesem Gerät bleibt nichts gespeichert.",
  "auth.error.NotAuthorizedException": "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
  "auth.error.UserNotFoundException": "Die E-Mail-Adresse oder das Passwort stimmt nicht.",
  "auth.error.AliasExistsException": "Diese E-Mail-Adresse lässt sich nicht verwenden.",
  "auth.error.CodeMismatchException":
    "Der Code ist falsch. Prüfen Sie die neueste E-Mail und versuchen Sie es noch einmal.",
  "auth.error.ExpiredCodeException": "Der Code ist abgelaufen. Fordern Sie einen neuen an.",
  "auth.error.LimitExceededException":
    "Zu viele Versuche. Warten Sie ein paar Minuten und versuchen Sie es dann wieder.",
  "auth.error.TooManyRequestsException":
    "Zu viele Versuche. Warten Sie einen Augenblick und versuchen Sie es dann wieder.",
  "auth.error.TooManyFailedAttemptsException":
    "Zu viele Versuche. Warten Sie ein paar Minuten und versuchen Sie es dann wieder.",
  "auth.error.InvalidParameterException": "Der Dienst akzeptiert diese Eingabe nicht. Prüfen Sie sie.",
  "auth.error.CodeDeliveryFailureException":
    "Die E-Mail konnte nicht gesendet werden. Prüfen Sie die Adresse.",
  "auth.error.PasswordResetRequiredException": "Sie müssen Ihr Passwort zurücksetzen.",
  "auth.error.PasswordHistoryPolicyViolationException":
    "Dieses Passwort haben Sie schon einmal verwendet. Wählen Sie ein anderes.",
};
