import { useEffect, useState } from "preact/hooks";
import { manage } from "../i18n/manage";
import { isAdmin } from "../lib/admin";
import { hrefOf } from "../lib/route";
import { expired, user } from "../lib/session";

/** The way to the administration, for admins. */
export function AdminLink() {
  const [shown, setShown] = useState(false);
  const id = expired.value ? undefined : user.value?.id;
  useEffect(() => {
    // Without a token (no network) nothing could be administered anyway.
    isAdmin().then(setShown, () => setShown(false));
  }, [id]);
  if (!shown) return null;
  const { title, text, open } = manage().admin;
  return (
    <section class="card setting">
      <h2>{title}</h2>
      <p class="muted">{text}</p>
      <a class="button" href={hrefOf("settings/admin")}>
        {open}
      </a>
    </section>
  );
}
