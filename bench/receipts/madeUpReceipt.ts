import type { Random } from "../random";
import { type Country, shops } from "./shops";

interface MadeUpItem {
  name: string;
  quantity: number;
  /** Cents, of one. */
  price: number;
  /** Cents, of all. */
  amount: number;
}

/** The contents of a receipt: the truth that a reading is compared with. Amounts are in cents. */
export interface MadeUpReceipt {
  country: Country;
  merchant: string;
  address: readonly string[];
  phone: string;
  /** YYYY-MM-DD. */
  day: string;
  /** HH:MM. */
  time: string;
  items: MadeUpItem[];
  itemsSum: number;
  discount: number;
  /** Percent; included in the prices outside of the United States. */
  taxRate: number;
  tax: number;
  tip: number;
  total: number;
  paidInCash: number | undefined;
  number: number;
}

/** Draws a receipt of a country, with 3 to 60 items, few more often. */
export function madeUpReceipt(random: Random, country: Country): MadeUpReceipt {
  const shop = random.pick(shops[country.language]);
  const items = Array.from({ length: Math.round(3 + 57 * random.next() ** 3) }, () =>
    item(random, shop.goods),
  );
  const itemsSum = items.reduce((sum, { amount }) => sum + amount, 0);
  const discount = random.chance(0.15) ? Math.round(itemsSum * random.pick([0.05, 0.1, 0.2])) : 0;
  const base = itemsSum - discount;
  const { taxRate } = country;
  const tax = Math.round(country.addsTax ? (base * taxRate) / 100 : base - base / (1 + taxRate / 100));
  const tip = country.addsTax && random.chance(0.2) ? Math.round(base * 0.18) : 0;
  const total = base + (country.addsTax ? tax : 0) + tip;
  const day = new Date(Date.UTC(2024, random.integer(0, 34), random.integer(1, 28)))
    .toISOString()
    .slice(0, 10);
  return {
    ...{ country, items, itemsSum, discount, taxRate, tax, tip, total, day },
    merchant: shop.name,
    address: random.pick(country.addresses),
    phone: `${country.phone} ${random.integer(200, 999)} ${random.integer(1000, 9999)}`,
    time: `${String(random.integer(8, 21)).padStart(2, "0")}:${String(random.integer(0, 59)).padStart(2, "0")}`,
    paidInCash: random.chance(0.4) ? Math.ceil(total / 500 + 0.01) * 500 : undefined,
    number: random.integer(1000, 999_999),
  };
}

function item(random: Random, goods: readonly string[]): MadeUpItem {
  const quantity = random.chance(0.2) ? random.integer(2, 6) : 1;
  const price = random.integer(49, random.chance(0.1) ? 8999 : 1599);
  return { name: random.pick(goods), quantity, price, amount: quantity * price };
}
