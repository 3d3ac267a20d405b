import type { Page } from "@playwright/test";

interface SharedFile {
  name: string;
  /** One character for each byte. */
  content: string;
}

/** Shares files with the installed page as the system does by its manifest, or as a website does by a form. */
export async function share(page: Page, shared: readonly SharedFile[], action?: string): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.goto("/#/more");
  await page.evaluate(
    async ({ files: sent, action: given }) => {
      const address = document.querySelector<HTMLLinkElement>("link[rel=manifest]")?.href ?? "";
      const { share_target: target } = await (await fetch(address)).json();
      const { action, method, enctype, params } = target ?? {
        ...{ action: given, method: "POST", enctype: "multipart/form-data" },
        params: { files: [{ name: "receipts" }] },
      };
      const form = document.createElement("form");
      Object.assign(form, { action: new URL(action, address), method, enctype });
      const [{ name }] = params.files;
      const input = Object.assign(document.createElement("input"), { type: "file", name });
      const { items, files } = new DataTransfer();
      for (const { name: fileName, content } of sent) {
        items.add(new File([Uint8Array.from(content, (character) => character.charCodeAt(0))], fileName));
      }
      input.files = files;
      form.append(input);
      document.body.append(form);
      form.submit();
    },
    { files: shared, action },
  );
}
