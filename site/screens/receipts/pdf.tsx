import "../../i18n/en/receipts";
import { useEffect, useState } from "preact/hooks";
import { MAX_RECEIPT_PAGES } from "../../../domain/values/limits";
import { t } from "../../i18n";
import { Page, type PageProps } from "./page";

/** The pages of a PDF. One that cannot be drawn here is opened by the browser. */
export function Pdf({ file, ...props }: Pick<PageProps, "file" | "choices" | "onChoose">) {
  const { pages, state } = useDrawn(file);
  return (
    <>
      {pages.map((page, index) => {
        const number = index + 1;
        const alt = t("receipts.page", { page: number });
        return <Page key={number} file={page} page={number} alt={alt} {...props} />;
      })}
      {state === "drawing" && <div class="loading" aria-busy="true" />}
      {state === "failed" && <p>{t("receipts.pdf")}</p>}
      {state === "cut" && <p>{t("receipts.pdfMore", { most: MAX_RECEIPT_PAGES })}</p>}
    </>
  );
}

/** Pictures of the pages, as far as they are drawn. */
function useDrawn(file: Blob) {
  const [pages, setPages] = useState<readonly Blob[]>([]);
  const [state, setState] = useState<"drawing" | "drawn" | "cut" | "failed">("drawing");
  useEffect(() => {
    let isGone = false;
    const draw = async () => {
      // Only now, and not with the rest of the page: it is three times as large as all of it.
      const { pdfPages } = await import("../../lib/page/pdfRenderer");
      let left = MAX_RECEIPT_PAGES;
      for await (const page of pdfPages(file)) {
        if (isGone) return "drawn";
        // A document that is too long to be read would take more memory than a phone has.
        if (left-- === 0) return "cut";
        setPages((drawn) => [...drawn, page]);
      }
      return "drawn";
    };
    draw().then(setState, () => setState("failed"));
    return () => {
      isGone = true;
    };
  }, [file]);
  return { pages, state };
}
