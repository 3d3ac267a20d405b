import { locale } from "../../i18n";

const KILO = 1e3;
const MEGA = 1e6;

/** The size of a file: 12345 is "12.3 kB". */
export function fileSize(bytes: number): string {
  const [unit, size] = bytes < MEGA ? (["kilobyte", KILO] as const) : (["megabyte", MEGA] as const);
  const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale(), style).format(bytes / size);
}
