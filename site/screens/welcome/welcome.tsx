import "../../i18n/en/welcome";
import { useLayoutEffect, useState } from "preact/hooks";
import { categoriesOf, isFixed, withoutCategories } from "../../data/categories/categorySet";
import { ledgerSettings } from "../../data/settings/ledgerSettingsSync";
import { readThreshold } from "../../data/settings/ledgerThreshold";
import { proposedThreshold } from "../../data/settings/proposedThreshold";
import { t } from "../../i18n";
import { settle } from "../../lib/auth/newcomer";
import { user } from "../../lib/auth/session";
import { categoryName } from "../../lib/categories/categoryLook";
import { config } from "../../lib/config/deployedConfig";
import { proposedCurrency, proposedZone } from "../../lib/formatting/regionDefaults";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { call, callForVersion } from "../../lib/ledger/api";
import { shared } from "../../lib/ledger/openLedger";
import { RequestError } from "../../lib/network/requestError";
import { navigate } from "../../lib/page/pageRoute";
import { CategorySign } from "../../parts/basics/categorySign";
import { TextInput } from "../../parts/fields/field";
import { LanguageField } from "../../parts/fields/languageField";
import { SelectField } from "../../parts/fields/selectField";
import { useSubmit } from "../../parts/fields/submit";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { currencyOptions, zoneOptions } from "../settings/moneyOptions";

/** Greets a newcomer, who chooses currency, zone and categories of their own ledger before anything is stored in it. */
export function Welcome() {
  const fresh = useLoad(async () => ({ isFresh: await isFresh() }), user.value?.id);
  const isDone = shared.value !== undefined || fresh.value?.isFresh === false;
  // Before the form is painted, which is for newcomers only.
  useLayoutEffect(() => {
    if (isDone) leave();
  }, [isDone]);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("welcome.title")}</h1>
      <p>{t("welcome.text")}</p>
      <Loaded from={fresh} rows={2}>
        {() => <Choices />}
      </Loaded>
    </main>
  );
}

/** Returns true if nobody has chosen settings of the user's own ledger, nor logged anything in it. */
async function isFresh(): Promise<boolean> {
  const [{ etag }, { expenses }] = await Promise.all([
    callForVersion("GET /ledger/settings"),
    call("GET /expenses", { query: { limit: 1 } }),
  ]);
  return etag === '"0"' && expenses.length === 0;
}

function leave(): void {
  settle();
  navigate("", {}, { replace: true });
}

function Choices() {
  const [chosenCurrency, setCurrency] = useState<string>();
  const currency = chosenCurrency ?? proposedCurrency(navigator.languages) ?? config().currency;
  const [chosenZone, setTimezone] = useState<string>();
  const timezone = chosenZone ?? proposedZone() ?? config().timezone;
  const [unwanted, setUnwanted] = useState<readonly string[]>([]);
  const { onSubmit, problem } = useSubmit(async (value) => {
    const alertThreshold = { amount: thresholdIn(value("threshold"), currency), currency };
    ledgerSettings.change((before) => ({
      ...withoutCategories(unwanted)(before),
      ...{ currency, timezone, alertThreshold },
    }));
    leave();
  });
  return (
    <form class="card setting" onSubmit={onSubmit} noValidate>
      <LanguageField />
      <SelectField
        label={t("welcome.currency")}
        value={currency}
        options={currencyOptions()}
        onChoose={setCurrency}
      />
      <SelectField
        label={t("welcome.timezone")}
        hint={t("welcome.timezoneHint")}
        value={timezone}
        options={zoneOptions(timezone)}
        onChoose={setTimezone}
      />
      {/* As long as nothing is typed, a browser shows the default value also where it changes. */}
      <TextInput
        label={t("welcome.threshold", { currency })}
        hint={t("welcome.thresholdHint")}
        problem={problem?.message}
        name="threshold"
        inputMode="decimal"
        autocomplete="off"
        defaultValue={editableAmount(proposedThreshold(currency, config()), currency)}
      />
      <CategoryChoice unwanted={unwanted} onChange={setUnwanted} />
      <button type="submit" class="button primary">
        {t("welcome.start")}
      </button>
    </form>
  );
}

/** The default categories, each of which can be switched off, except the one that expenses without a category have. */
function CategoryChoice({
  unwanted,
  onChange,
}: {
  unwanted: readonly string[];
  onChange: (unwanted: readonly string[]) => void;
}) {
  const toggle = (name: string) =>
    onChange(unwanted.includes(name) ? unwanted.filter((one) => one !== name) : [...unwanted, name]);
  return (
    <fieldset class="swatches">
      <legend class="label">{t("welcome.categories")}</legend>
      <div class="category-chips">
        {categoriesOf({}).map(({ name }) => (
          <button
            key={name}
            type="button"
            class="category-chip"
            aria-pressed={!unwanted.includes(name)}
            disabled={isFixed(name)}
            onClick={() => toggle(name)}
          >
            <CategorySign category={name} />
            <bdi>{categoryName(name)}</bdi>
          </button>
        ))}
      </div>
      <p class="hint">{t("welcome.categoriesHint")}</p>
    </fieldset>
  );
}

/** @throws RequestError if the text is no amount. */
function thresholdIn(text: string, currency: string): string {
  const read = readThreshold(text, currency);
  if ("amount" in read) return read.amount;
  throw new RequestError("refused", read.problem, "threshold");
}
