import "./i18n/en/device";
import { effect, untracked } from "@preact/signals";
import { LINKED_LEDGER } from "../domain/ledgers/ledgerLink";
import { justEdited, monthAt } from "./data/forms/openForms";
import { followPeople, lookAtPeople, renewPeople } from "./data/ledgers/ledgerPeople";
import { followLock } from "./data/ledgers/lockedOut";
import { tellSwitched } from "./data/ledgers/switchLedger";
import { catchUp, refreshAll, retryLists } from "./data/lists/listRefresh";
import { sought } from "./data/lists/scrollTarget";
import { seek } from "./data/lists/scrollTo";
import { soundQuery } from "./data/lists/soundFilters";
import { followBadge } from "./data/offline/appBadge";
import { remember } from "./data/offline/persistence";
import { resumeWrites, startResuming } from "./data/offline/replaySchedule";
import { isSealed } from "./data/offline/sealedKey";
import { forgetSharedFiles } from "./data/receipts/sharedFiles";
import { ledgerSettings } from "./data/settings/ledgerSettingsSync";
import { userSettings } from "./data/settings/userSettingsSync";
import { followHabits, refreshHabits } from "./data/suggestions/ledgerHabits";
import { startSettling } from "./data/writes/followStored";
import { sendNow, startSending } from "./data/writes/sendOutbox";
import { t } from "./i18n";
import { newcomer } from "./lib/auth/newcomer";
import { expired, user } from "./lib/auth/session";
import { isMoreSign } from "./lib/categories/signs";
import { hasReceipts } from "./lib/config/hasReceipts";
import { isGone } from "./lib/ledger/goneLedger";
import { ledgerId, shared } from "./lib/ledger/openLedger";
import { takeRooms } from "./lib/ledger/rooms";
import { settings, timezone, unknownZone } from "./lib/ledger/shownSettings";
import { later, loadAll } from "./lib/network/fetchedCode";
import { followNetwork } from "./lib/network/reach";
import { RequestError } from "./lib/network/requestError";
import { EVERYWHERE, navigate, route } from "./lib/page/pageRoute";
import { install } from "./lib/page/serviceWorker";
import { showToast } from "./lib/page/toasts";
import { repeatWhileVisible } from "./lib/page/whileVisible";
import { attend } from "./parts/loading/useAttention";
import { startGestures } from "./screens/gestures/gestures";
import { startKeyboard } from "./screens/keyboard/keyboard";

const withReceipts = later(() => import("./data/receipts/receiptQueue"));
const withSeal = later(() => import("./data/offline/sealUnsent"));
const withStored = later(() => import("./data/writes/storedEntries"));
const withSigns = later(() => import("./lib/categories/moreSigns"));

/** Starts everything that the first screen does not need. Loaded once that screen is shown. */
export function start(): void {
  remember();
  startSending();
  startSettling(() => withStored(({ settleFound }) => settleFound()));
  ledgerSettings.follow();
  userSettings.follow();
  tellSwitched();
  followPeople();
  followLock(lookAtPeople);
  followHabits();
  followBadge();
  followAttention();
  repeatWhileVisible(followOthers, pauseBetweenLooks);
  followMoves();
  startKeyboard();
  startGestures(look);
  effect(tellUnknownZone);
  effect(drawSigns);
  effect(takeUpSealed);
  effect(welcomeNewcomer);
  effect(followLink);
  effect(dropUnsoundFilters);
  effect(forgetRooms);
  forgetShared();
  startResuming();
  if (hasReceipts()) withReceipts(({ startReceipts }) => startReceipts());
  loadRest();
  install().catch((error: unknown) => console.warn("The page could not be made to open offline:", error));
}

/** Fetches the rest of the page's code, which is in the way of somebody who has yet to sign in: not before they have typed something. */
function loadRest(): void {
  addEventListener("change", () => void loadAll(), { once: true });
  effect(() => {
    if (user.value) void loadAll();
  });
}

/** Gives up the rooms of a user who left. A page that was closed while its user signed out left them. */
function forgetRooms(): void {
  if (!ledgerId.value) takeRooms();
}

/** Deletes what other apps shared with a user who leaves. */
function forgetShared(): void {
  let before = user.peek()?.id;
  effect(() => {
    const id = user.value?.id;
    if (before !== undefined && id !== before) void forgetSharedFiles();
    before = id;
  });
}

/** Leads a newcomer from the month of their own ledger to the choice of its currency and zone. */
function welcomeNewcomer(): void {
  const id = user.value?.id;
  const isOfMonth = route.value.path === "" && shared.value === undefined;
  if (id !== undefined && newcomer.value === id && isOfMonth) navigate("welcome", {}, { replace: true });
}

/** Drops what no list can be filtered by from its address. */
function dropUnsoundFilters(): void {
  const { path, query } = route.value;
  const isOfList = path === EVERYWHERE || monthAt(path) !== undefined;
  const sound = isOfList ? soundQuery(query) : query;
  if (sound !== query) navigate(path, sound, { replace: true });
}

/** Scrolls to the expense that an email links to. */
function followLink(): void {
  const { path, query } = route.value;
  const { expense, ...others } = query;
  if (!user.value || !expense || path.startsWith(LINKED_LEDGER)) return;
  seek(expense);
  navigate(path, others, { replace: true });
  untracked(() => tellUnlessFound(expense));
}

/** Says so if the list that is read for an expense ends without it. */
function tellUnlessFound(expenseId: string): void {
  const stop = effect(() => {
    if (sought.value === expenseId) return;
    // The line that was found takes the focus.
    const isMissing = sought.value === undefined && justEdited.peek() !== expenseId;
    if (isMissing) untracked(() => showToast(t("device.linkedGone")));
    queueMicrotask(() => stop());
  });
}

/** Takes up what the user left unsent on this device when they signed out. Without the API it stays sealed until the next look. */
function takeUpSealed(): void {
  const id = ledgerId.value;
  if (!id || expired.value || !isSealed(id)) return;
  withSeal(async ({ unseal }) => {
    await unseal(id).catch((error: unknown) => console.warn("Unsent expenses stay sealed:", error));
    resumeWrites();
    if (hasReceipts()) withReceipts(({ takeUp }) => void takeUp(id));
    ledgerSettings.takeUp();
    userSettings.takeUp();
  });
}

/** Looks again when the user comes back to the page, or the network does. */
function followAttention(): void {
  const follow = () => {
    if (document.visibilityState === "hidden" || !user.peek()) return;
    void look();
    attend();
  };
  followNetwork(follow);
  document.addEventListener("visibilitychange", follow);
}

/** Sends what waits and looks for what other devices did. */
async function look(): Promise<void> {
  if (isGone.peek()) return;
  takeUpSealed();
  resumeWrites();
  if (hasReceipts()) withReceipts(({ sendReceiptsNow }) => void sendReceiptsNow());
  await Promise.all([sendNow(), refreshAll(), refreshHabits()]);
}

/** Longest pause in milliseconds until a page that shows asks for what others did. */
const LOOK_MS = 30_000;

/** Not always the same: pages that were opened at the same moment, or found the network again, drift apart. */
const pauseBetweenLooks = () => LOOK_MS * (0.9 + Math.random() / 10);

/** Shows what other devices did to the ledger. Without an answer, the next look shows it. */
async function followOthers(): Promise<void> {
  if (!user.peek() || expired.peek() || isGone.peek()) return;
  retryLists();
  try {
    const renew = (version: number) => {
      ledgerSettings.renew(`"${version}"`);
      void renewPeople(version);
    };
    if (await catchUp(renew)) attend();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
  }
}

/** Looks when the user goes elsewhere on the page: a budget, for one, may count what the list that it leads to does not show yet. */
function followMoves(): void {
  let before = route.peek().path;
  effect(() => {
    const { path } = route.value;
    if (path !== before) untracked(() => void followOthers());
    before = path;
  });
}

/** Draws the signs that the document does not hold, once a category has one. */
function drawSigns(): void {
  if (!settings.value.categories?.some(({ sign }) => isMoreSign(sign))) return;
  withSigns(({ drawMoreSigns }) => drawMoreSigns());
}

/** Days that are not the user's own must not pass unnoticed. */
function tellUnknownZone(): void {
  const zone = unknownZone();
  if (zone === undefined) return;
  untracked(() => {
    showToast(t("device.unknownZone", { zone, used: timezone() }), {
      label: t("app.settings"),
      run: () => navigate("settings"),
    });
  });
}
