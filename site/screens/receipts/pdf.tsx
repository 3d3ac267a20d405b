import "../../i18n/en/receipts";
import { useEffect, useState } from "preact/hooks";
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
    </>
  );
}

/** Pictures of the pages, as far as they are drawn. */
function useDrawn(file: Blob) {
  const [pages, setPages] = useState<readonly Blob[]>([]);
  const [state, setState] = useState<"drawing" | "drawn" | "failed">("drawing");
  useEffect(() => {
    let isGone = false;
    const draw = async () => {
      // Only now, and not with the rest of the page: it is three times as large as all of it.
      const { pdfPages } = await import("../../lib/page/pdfRenderer");
      for await (const page of pdfPages(file)) {
        if (isGone) return;
        setPages((drawn) => [...drawn, page]);
      }
    };
    draw().then(
      () => setState("drawn"),
      () => setState("failed"),
    );
    return () => {
      isGone = true;
    };
  }, [file]);
  return { pages, state };
}
