import { SIGN_UP_HOURS, TEMPORARY_PASSWORD_DAYS } from "../values/limits";
import type { MailLanguage } from "../values/mailLanguage";

/** The words of the user pool's emails in one language. Cognito replaces `password`, `code` and `name`. */
interface AccountMailWords {
  invitation: {
    subject: string;
    signedUp: string;
    invited: string;
    name(name: string): string;
    signUpEnds: string;
    invitationEnds: string;
  };
  exists: { subject: string; hasOne: string; forgotten(code: string): string; other: string };
  /** To the former address. */
  newEmail: { subject: string; asked: string; other(code: string): string };
  code: { subject: string; code(code: string): string; reset(code: string): string; other: string };
}

export const ACCOUNT_MAIL_WORDS: Readonly<Record<MailLanguage, AccountMailWords>> = {
  en: {
    invitation: {
      subject: "Your expense tracker account",
      signedUp:
        "You can use the expense tracker now. Sign in with this one-time password, then choose your own:",
      invited:
        "You are invited to the expense tracker. Sign in with this one-time password, then choose your own:",
      name: (name) => `Your email address is your user name: ${name}`,
      signUpEnds: `If you do not sign in within ${SIGN_UP_HOURS} hours, the account is deleted. If you did not ask for it, you can ignore this email.`,
      invitationEnds: `The password is valid for ${TEMPORARY_PASSWORD_DAYS} days.`,
    },
    exists: {
      subject: "You already have an expense tracker account",
      hasOne:
        "Somebody asked for an account with this email address, but it has one already. Sign in with your password.",
      forgotten: (code) => `If you have forgotten it, you can choose a new one with the code ${code}.`,
      other: "If it was not you who asked, you can ignore this email.",
    },
    newEmail: {
      subject: "Another address for your expense tracker account",
      asked: "Somebody who knows your password asked for another email address for your account.",
      other: (code) =>
        `If it was not you, choose a new password with the code ${code} now. It ends all sessions and stops the change, unless the new address is confirmed already.`,
    },
    code: {
      subject: "Your expense tracker code",
      code: (code) => `Your code is ${code}.`,
      reset: (code) => `Your code is ${code}. You can choose a new password with it.`,
      other: "If you did not ask for it, you can ignore this email.",
    },
  },
  de: {
    invitation: {
      subject: "Ihr Konto für die Ausgaben",
      signedUp:
        "Sie können Ihre Ausgaben jetzt eintragen. Melden Sie sich mit diesem Einmalpasswort an und wählen Sie dann ein eigenes:",
      invited:
        "Sie sind eingeladen, Ausgaben einzutragen. Melden Sie sich mit diesem Einmalpasswort an und wählen Sie dann ein eigenes:",
      name: (name) => `Ihre E-Mail-Adresse ist Ihr Benutzername: ${name}`,
      signUpEnds: `Wenn Sie sich nicht innerhalb von ${SIGN_UP_HOURS} Stunden anmelden, wird das Konto gelöscht. Wenn Sie es nicht angefordert haben, können Sie diese E-Mail ignorieren.`,
      invitationEnds: `Das Passwort gilt ${TEMPORARY_PASSWORD_DAYS} Tage.`,
    },
    exists: {
      subject: "Sie haben schon ein Konto für die Ausgaben",
      hasOne:
        "Jemand hat ein Konto mit dieser E-Mail-Adresse angefordert, aber es gibt schon eines. Melden Sie sich mit Ihrem Passwort an.",
      forgotten: (code) => `Wenn Sie es vergessen haben, können Sie mit dem Code ${code} ein neues wählen.`,
      other: "Wenn nicht Sie das waren, können Sie diese E-Mail ignorieren.",
    },
    newEmail: {
      subject: "Eine andere Adresse für Ihr Konto für die Ausgaben",
      asked: "Jemand, der Ihr Passwort kennt, hat für Ihr Konto eine andere E-Mail-Adresse angegeben.",
      other: (code) =>
        `Wenn nicht Sie das waren, wählen Sie jetzt mit dem Code ${code} ein neues Passwort. Das beendet alle Sitzungen und verhindert die Änderung, wenn die neue Adresse noch nicht bestätigt ist.`,
    },
    code: {
      subject: "Ihr Code für die Ausgaben",
      code: (code) => `Ihr Code ist ${code}.`,
      reset: (code) => `Ihr Code ist ${code}. Damit können Sie ein neues Passwort wählen.`,
      other: "Wenn Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren.",
    },
  },
  ar: {
    invitation: {
      subject: "حسابك في المصروفات",
      signedUp:
        "يمكنك الآن تسجيل مصروفاتك. سجّل الدخول بكلمة المرور هذه التي تُستخدم مرة واحدة، ثم اختر كلمتك:",
      invited:
        "أنت مدعو إلى تسجيل المصروفات. سجّل الدخول بكلمة المرور هذه التي تُستخدم مرة واحدة، ثم اختر كلمتك:",
      name: (name) => `عنوان بريدك الإلكتروني هو اسم المستخدم: ${name}`,
      signUpEnds: `إذا لم تسجّل الدخول خلال ${SIGN_UP_HOURS} ساعة فسيُحذف الحساب. إن لم تطلبه فيمكنك تجاهل هذه الرسالة.`,
      invitationEnds: `مدة صلاحية كلمة المرور بالأيام: ${TEMPORARY_PASSWORD_DAYS}.`,
    },
    exists: {
      subject: "لديك حساب في المصروفات بالفعل",
      hasOne: "طُلب حساب بهذا البريد الإلكتروني، لكن له حسابًا بالفعل. سجّل الدخول بكلمة مرورك.",
      forgotten: (code) => `إن نسيتها فيمكنك اختيار كلمة جديدة بالرمز ${code}.`,
      other: "إن لم تكن أنت من طلبه فيمكنك تجاهل هذه الرسالة.",
    },
    newEmail: {
      subject: "عنوان آخر لحسابك في المصروفات",
      asked: "طلب شخص يعرف كلمة مرورك عنوان بريد إلكتروني آخر لحسابك.",
      other: (code) =>
        `إن لم تكن أنت من طلبه فاختر الآن كلمة مرور جديدة بالرمز ${code}. ينهي ذلك كل الجلسات ويوقف التغيير، ما لم يكن العنوان الجديد قد تأكّد.`,
    },
    code: {
      subject: "رمزك في المصروفات",
      code: (code) => `رمزك هو ${code}.`,
      reset: (code) => `رمزك هو ${code}. يمكنك اختيار كلمة مرور جديدة به.`,
      other: "إن لم تطلبه فيمكنك تجاهل هذه الرسالة.",
    },
  },
};
