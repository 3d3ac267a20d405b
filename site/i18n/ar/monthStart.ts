import type { monthStart as english } from "../en/monthStart";
import type { PartialTranslation } from "../message";

export const monthStart: PartialTranslation<typeof english> = {
  "monthStart.offer": {
    zero: "لا ميزانيات تبدأ في اليوم {day}.",
    one: "ما زالت ميزانية واحدة تبدأ في اليوم {day}.",
    two: "ما زالت ميزانيتان تبدآن في اليوم {day}.",
    few: "ما زالت {count} ميزانيات تبدأ في اليوم {day}.",
    many: "ما زالت {count} ميزانية تبدأ في اليوم {day}.",
    other: "ما زالت {count} ميزانية تبدأ في اليوم {day}.",
  },
  "monthStart.move": "نقلها أيضًا",
  "monthStart.moved": {
    zero: "لم تُنقل أي ميزانية إلى اليوم {day}",
    one: "تبدأ ميزانية واحدة الآن في اليوم {day}",
    two: "تبدأ ميزانيتان الآن في اليوم {day}",
    few: "تبدأ {count} ميزانيات الآن في اليوم {day}",
    many: "تبدأ {count} ميزانية الآن في اليوم {day}",
    other: "تبدأ {count} ميزانية الآن في اليوم {day}",
  },
};
