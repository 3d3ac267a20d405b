import { t } from "../../i18n";
import { showToast } from "./toasts";

/** Makes the page available offline, if the browser allows it: a plain-HTTP website is not a secure context. */
export async function install(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("sw.js");
  const offer = () => {
    // Without a controller this is the first visit, with no earlier version to replace.
    if (registration.waiting && navigator.serviceWorker.controller) offerUpdate(registration.waiting);
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
}

function offerUpdate(waiting: ServiceWorker): void {
  showToast(t("app.update"), {
    label: t("app.reload"),
    run: () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
    },
  });
}
