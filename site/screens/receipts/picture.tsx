import "../../i18n/en/receipts";
import { useEffect, useState } from "preact/hooks";
import type { Choice } from "../../data/receiptDraft";
import { pictureOfReceipt } from "../../data/receipts";
import { t } from "../../i18n";
import { Loaded, useLoad } from "../../parts/load";

interface PictureProps {
  id: string;
  fileName: string;
  /** What can be chosen in the picture. */
  choices?: readonly Choice[];
  onChoose?: (choice: Choice) => void;
}

/** The picture of a receipt, and what was found on it where it stands. A PDF is opened by the browser. */
export function Picture({ id, fileName, choices = [], onChoose }: PictureProps) {
  const file = useLoad(() => pictureOfReceipt(id), id);
  const url = useUrl(file.value);
  const isPdf = file.value?.type === "application/pdf";
  return (
    <Loaded from={file} rows={4}>
      {() =>
        url && (
          <figure class="receipt-figure">
            {isPdf ? (
              <p>{t("receipts.pdf")}</p>
            ) : (
              <div class="receipt-picture">
                <img src={url} alt={t("receipts.picture")} />
                {onChoose && choices.map((choice) => <Frame key={keyOf(choice)} {...{ choice, onChoose }} />)}
              </div>
            )}
            <figcaption class="buttons">
              {isPdf && (
                <a class="button small" href={url} target="_blank" rel="noreferrer">
                  {t("receipts.openPdf")}
                </a>
              )}
              <a class="button small" href={url} download={fileName}>
                {t("receipts.download")}
              </a>
            </figcaption>
          </figure>
        )
      }
    </Loaded>
  );
}

/** An address of a file in memory, as long as it shows. */
function useUrl(file: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

const keyOf = ({ field, value }: Choice) => `${field} ${value}`;

/** A place in the picture. Pictures have one first page; what stands on others is among the values beside the fields. */
function Frame({ choice, onChoose }: { choice: Choice; onChoose: (choice: Choice) => void }) {
  const { box, page, text } = choice;
  if (!box || page !== 1) return null;
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
