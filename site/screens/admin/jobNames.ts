import type { Language } from "../../i18n/languages";

/**
 * The names of the jobs that have to succeed regularly, by `job` of their schedule. In one table, unlike other texts, so that a
 * new job has one line here.
 */
export const JOB_NAMES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  report: { en: "Monthly reports", de: "Monatsberichte", ar: "التقارير الشهرية" },
  backup: { en: "Backup", de: "Sicherung", ar: "النسخ الاحتياطي" },
  verify: { en: "Backup verification", de: "Prüfung der Sicherung", ar: "التحقق من النسخ الاحتياطي" },
  accounts: { en: "Accounts without a user", de: "Konten ohne Benutzer", ar: "حسابات بلا مستخدم" },
  recurring: { en: "Recurring expenses", de: "Wiederkehrende Ausgaben", ar: "المصروفات المتكررة" },
  receipts: { en: "Removal of receipts", de: "Entfernen von Belegen", ar: "إزالة الإيصالات" },
};
