import "../../i18n/en/secondFactor";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { expired, user } from "../../lib/auth/session";
import { call } from "../../lib/ledger/api";
import { SettingsPage } from "../../parts/frame/settingsPage";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { RecentSignIn } from "../settings/recentSignIn";
import { Manage } from "./manage";
import { RecoveryCodeList } from "./recoveryCodeList";
import { SetUp } from "./setUp";

/** Recovery codes that are shown. */
interface Shown {
  codes: readonly string[];
  /** True if the second factor was turned on with them, which ended the session. */
  signedOut: boolean;
}

/** Two-factor sign-in: setting it up, and what can be done once it is on. */
export function SecondFactor() {
  const [shown, setShown] = useState<Shown>();
  const state = useLoad(
    () => call("GET /account/secondFactor"),
    expired.value ? undefined : user.value?.id, // Again after a sign-in.
  );
  const leaveCodes = () => {
    setShown(undefined);
    void state.reload(); // Asks for a sign-in if the session has ended.
  };
  return (
    <SettingsPage title={t("secondFactor.title")}>
      {shown && <RecoveryCodeList {...shown} onSaved={leaveCodes} />}
      {!shown && (
        <Loaded from={state}>
          {({ enabled, recoveryCodesLeft }) =>
            enabled ? (
              <Manage
                codesLeft={recoveryCodesLeft}
                onCodes={(codes) => setShown({ codes, signedOut: false })}
                onOff={state.reload}
              />
            ) : (
              <SetUp onCodes={(codes) => setShown({ codes, signedOut: true })} />
            )
          }
        </Loaded>
      )}
      <RecentSignIn />
    </SettingsPage>
  );
}
