import type { unsent as english } from "../en/unsent";
import type { PartialTranslation } from "../message";

export const unsent: PartialTranslation<typeof english> = {
  "unsent.title": "لم يُرسل بعد",
  "unsent.text": "محفوظ على هذا الجهاز، ويُرسل عند توفر اتصال.",
  "unsent.none": "كل شيء أُرسل",
  "unsent.send": "إرسال الآن",
  "unsent.added": "مصروف جديد",
  "unsent.deleted": "محذوف",
  "unsent.restored": "مستعاد",
  "unsent.receipts": {
    zero: "لا إيصالات",
    one: "إيصال واحد",
    two: "إيصالان",
    few: "{count} إيصالات",
    many: "{count} إيصالًا",
    other: "{count} إيصال",
  },
  "unsent.others": {
    zero: "ولا تغيير آخر في الإعدادات أو في عدة مصروفات معًا",
    one: "وتغيير آخر في الإعدادات أو في عدة مصروفات معًا",
    two: "وتغييران آخران في الإعدادات أو في عدة مصروفات معًا",
    few: "و{count} تغييرات أخرى في الإعدادات أو في عدة مصروفات معًا",
    many: "و{count} تغييرًا آخر في الإعدادات أو في عدة مصروفات معًا",
    other: "و{count} تغيير آخر في الإعدادات أو في عدة مصروفات معًا",
  },
  "unsent.discard": "تجاهل",
  "unsent.discardOf": "تجاهل ما لم يُرسل من {name}",
  "unsent.discarded": "تُجوهل ما لم يُرسل من «{name}»",
  "unsent.discardBulk": "تجاهل: {change}",
  "unsent.discardedBulk": "تُجوهل: {change}",
  "unsent.discardedRest": "{done}. تُجوهل: {change}",
  "unsent.takeUp": "تنفيذه مع ذلك",
  "unsent.move": "نقل إلى دفتري",
  "unsent.moveOf": "نقل إلى دفتري: {name}",
  "unsent.moved": "نُقل «{name}» إلى دفترك",
  "unsent.stays": "«{name}» موجود في {ledger} ويبقى فيه",
};
