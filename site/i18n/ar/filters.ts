import type { filters as english } from "../en/filters";
import type { PartialTranslation } from "../message";

export const filters: PartialTranslation<typeof english> = {
  "filters.search": "بحث",
  "filters.allCategories": "كل الفئات",
  "filters.moreFilters": "مرشحات أخرى",
  "filters.order": "الترتيب",
  "filters.order.newest": "الأحدث أولًا",
  "filters.order.oldest": "الأقدم أولًا",
  "filters.order.largest": "الأكبر مبلغًا",
  "filters.order.smallest": "الأصغر مبلغًا",
  "filters.order.name": "حسب الاسم",
  "filters.on": "المرشحات",
  "filters.remove": "إزالة المرشح {name}",
  "filters.category": "الفئة",
  "filters.tag": "الوسم",
  "filters.merchant": "المتجر أو المستفيد",
  "filters.createdBy": "أضافه",
  "filters.kind": "النوع",
  "filters.currency": "العملة",
  "filters.from": "من",
  "filters.to": "إلى",
  "filters.allTags": "كل الوسوم",
  "filters.allMerchants": "كل المتاجر والمستفيدين",
  "filters.everybody": "أضافه أي شخص",
  "filters.me": "أنا",
  "filters.somebody": "شخص آخر",
};
