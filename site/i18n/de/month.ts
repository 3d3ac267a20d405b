import type { month as english } from "../en/month";
import type { Translation } from "../message";

export const month: Translation<typeof english> = {
  "month.previous": "Voriger Monat",
  "month.next": "Nächster Monat",
  "month.choose": "Anderen Monat wählen",
  "month.today": "Heute",
  "month.spent": "Ausgegeben",
  "month.refunded": "{amount} erstattet",
  "month.income": "{amount} eingenommen",
  "month.left": "{amount} übrig",
  "month.count": { one: "{count} Ausgabe", other: "{count} Ausgaben" },
  "month.more": "{amount} mehr als im {month}",
  "month.less": "{amount} weniger als im {month}",
  "month.same": "Genauso viel wie im {month}",
  "month.nothingBefore": "Keine Ausgaben im {month}",
  "month.whereItWent": "Wohin es ging",
  "month.list": "Ausgaben des Monats",
  "month.all": "Alle Monate",
  "month.select": "{name} auswählen",
};
