import { words } from "../i18n/others";
import { hrefOf } from "../lib/route";
import { AuthFrame } from "./auth";

/** What shows once an account is deleted. */
export function Goodbye() {
  return (
    <AuthFrame title={words().auth.goodbyeTitle} text={words().auth.goodbyeText}>
      <p class="links">
        <a href={hrefOf("")}>{words().auth.back}</a>
      </p>
    </AuthFrame>
  );
}
