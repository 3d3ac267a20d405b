import type { Finding } from "../../../domain/insights/model";

/** A finding as a letter tells it. */
export const finding = (kind: Finding["kind"], name: string, usual?: number): Finding => ({
  ...{ kind, key: `${kind}:${name}`, warns: false, weight: 1, name, amount: 1499, day: "2026-10-12" },
  ...(usual !== undefined && { usual }),
  rows: { from: "2026-10-01", to: "2026-10-31", kind: ["expense"] },
});
