import "../../i18n/en/receipts";
import { useState } from "preact/hooks";
import { downloadName } from "../../../domain/receipts/downloadName";
import type { Choice } from "../../data/receipts/receiptChoices";
import { pictureOfReceipt } from "../../data/receipts/receiptList";
import { t } from "../../i18n";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { Page, useUrl } from "./page";
import { Pdf } from "./pdf";

interface PictureProps {
  id: string;
  fileName: string;
  /** The choices in the picture. */
  choices?: readonly Choice[];
  onChoose?: (choice: Choice) => void;
}

/** The picture of a receipt or the pages of its PDF, with the extracted values in their places. */
export function Picture({ id, ...props }: PictureProps) {
  const file = useLoad(() => pictureOfReceipt(id), id);
  return (
    <Loaded from={file} rows={4}>
      {(value) => <Shown key={id} file={value} {...props} />}
    </Loaded>
  );
}

function Shown({
  file: latest,
  fileName,
  choices = [],
  onChoose,
}: Omit<PictureProps, "id"> & { file: Blob }) {
  // The file of a receipt never changes: read again, it need not be drawn again.
  const [file] = useState(latest);
  const url = useUrl(file);
  const isPdf = file.type === "application/pdf";
  return (
    <figure class="receipt-figure">
      <div class="receipt-pages">
        {isPdf ? (
          <Pdf file={file} choices={choices} onChoose={onChoose} />
        ) : (
          <Page file={file} page={1} alt={t("receipts.picture")} choices={choices} onChoose={onChoose} />
        )}
      </div>
      <figcaption class="buttons">
        {isPdf && (
          <a class="button small" href={url} target="_blank" rel="noreferrer">
            {t("receipts.openPdf")}
          </a>
        )}
        <a class="button small" href={url} download={downloadName(fileName, file.type)}>
          {t("receipts.download")}
        </a>
      </figcaption>
    </figure>
  );
}
