import type { device as english } from "../en/device";
import type { PartialTranslation } from "../message";

export const device: PartialTranslation<typeof english> = {
  "device.notKept": "تعذّر على هذا المتصفح حفظ «{name}». اترك هذه الصفحة مفتوحة حتى يُرسل.",
  "device.linkedGone": "مصروف هذا الرابط ليس في هذه القائمة. ربما نُقل أو حُذف.",
  "device.unknownZone": "لا يعرف هذا المتصفح المنطقة الزمنية {zone}. يستخدم هذا الجهاز {used} بدلًا منها.",
};
