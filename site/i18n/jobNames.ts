import type { Language } from "./languages";

/**
 * Names of the jobs that admins watch, by the jobs' own. All languages in one file, unlike the other texts: a job that is added has
 * its names in one place.
 */
const NAMES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  report: { en: "Monthly reports", de: "Monatsberichte", ar: "التقارير الشهرية" },
  backup: { en: "Backup", de: "Sicherung", ar: "النسخ الاحتياطي" },
  verify: { en: "Backup verification", de: "Prüfung der Sicherung", ar: "التحقق من النسخ الاحتياطي" },
  accounts: { en: "Accounts without a user", de: "Konten ohne Benutzer", ar: "حسابات بلا مستخدم" },
  recurring: { en: "Recurring expenses", de: "Wiederkehrende Ausgaben", ar: "المصروفات المتكررة" },
  receipts: { en: "Removal of receipts", de: "Entfernen von Belegen", ar: "إزالة الإيصالات" },
};

/** The name of a job in a language; undefined if it has none. */
export const jobName = (job: string, language: Language): string | undefined =>
  Object.hasOwn(NAMES, job) ? NAMES[job]?.[language] : undefined;
