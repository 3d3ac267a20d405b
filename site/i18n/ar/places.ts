import type { places as english } from "../en/places";
import type { PartialTranslation } from "../message";

export const places: PartialTranslation<typeof english> = {
  "places.reports": "شهور في ملفات لجداول البيانات",
  "places.activity": "النشاط",
  "places.activityText": "من غيّر ماذا، والتراجع عنه",
  "places.receipts": "الإيصالات",
  "places.receiptsText": "من صورة إلى مصروف",
  "places.insights": "رؤى",
  "places.insightsText": "ما تقوله مصروفاتك: توقعات ومفاجآت واشتراكات",
  "places.recurring": "المتكررة",
  "places.recurringText": "إيجار واشتراكات تُسجَّل من نفسها",
  "places.ledgers": "الدفاتر",
  "places.ledgersText": "شارك المصروفات مع آخرين",
  "places.trash": "استعادة ما حُذف",
  "places.settings": "العملة والفئات والتنبيهات والحساب",
};
