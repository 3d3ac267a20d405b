import type { Language } from "./languages";

/**
 * Names of the jobs that admins watch, by the jobs' own. All languages in one file, unlike the other texts: a job that is added has
 * its names in one place.
 */
const NAMES = {
  report: { en: "Monthly reports", de: "Monatsberichte", ar: "التقارير الشهرية" },
  backup: { en: "Backup", de: "Sicherung", ar: "النسخ الاحتياطي" },
  verify: { en: "Backup verification", de: "Prüfung der Sicherung", ar: "التحقق من النسخ الاحتياطي" },
  accounts: { en: "Accounts without a user", de: "Konten ohne Benutzer", ar: "حسابات بلا مستخدم" },
  recurring: { en: "Recurring expenses", de: "Wiederkehrende Ausgaben", ar: "المصروفات المتكررة" },
  receipts: { en: "Removal of receipts", de: "Entfernen von Belegen", ar: "إزالة الإيصالات" },
} satisfies Record<string, Record<Language, string>>;

type JobTexts = { readonly [Job in keyof typeof NAMES as `admin.job.${Job}`]: string };

/** The names of the jobs as texts of a language. */
export const jobNames = (language: Language) =>
  Object.fromEntries(
    Object.entries(NAMES).map(([job, names]) => [`admin.job.${job}`, names[language]]),
  ) as JobTexts;
