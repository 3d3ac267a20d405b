import "../../i18n/en/receipts";
import { useEffect, useState } from "preact/hooks";
import type { Choice } from "../../data/receipts/receiptChoices";
import { t } from "../../i18n";

export interface PageProps {
  file: Blob;
  alt: string;
  /** From 1. */
  page: number;
  /** The choices on the receipt. */
  choices: readonly Choice[];
  onChoose?: ((choice: Choice) => void) | undefined;
}

/** A page of a receipt as a picture, with the extracted values in their places. */
export function Page({ file, alt, page, choices, onChoose }: PageProps) {
  const url = useUrl(file);
  const own = onChoose ? choices.filter((choice) => choice.page === page) : [];
  return (
    <div class="receipt-picture">
      {url && <img src={url} alt={alt} />}
      {onChoose && own.map((choice) => <Frame key={keyOf(choice)} {...{ choice, onChoose }} />)}
    </div>
  );
}

/** An address of a file in memory, as long as it shows. */
export function useUrl(file: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

const keyOf = ({ field, value }: Choice) => `${field} ${value}`;

function Frame({ choice, onChoose }: { choice: Choice; onChoose: (choice: Choice) => void }) {
  const { box, text } = choice;
  if (!box) return null;
  const { left, top, width, height } = box;
  const share = (fraction: number) => `${fraction * 100}%`;
  return (
    <button
      type="button"
      class="receipt-frame"
      aria-label={t("receipts.use", { text })}
      title={text}
      style={{ left: share(left), top: share(top), width: share(width), height: share(height) }}
      onClick={() => onChoose(choice)}
    />
  );
}
