import { effect, untracked } from "@preact/signals";
import "../../i18n/en/device";
import { t } from "../../i18n";
import { expired } from "../../lib/auth/session";
import { online } from "../../lib/network/reach";
import { failureOf, problemOf, RequestError } from "../../lib/network/requestError";
import { showToast } from "../../lib/page/toasts";
import { isListEdit, type ListEdit } from "./listEdits";
import { changedValues, type KeptChanges, type UnsentSettings } from "./unsentSettings";

/** Settings with the version that the server gave them. */
export interface Stored<Of> {
  settings: Of;
  /** ETag; `"0"` before the first save. */
  version: string;
}

/** Makes the new settings of the present ones. */
type SettingsEdit<Of> = (settings: Of) => Of;

/** Sets one setting, whatever it is; null removes it. */
interface SettingValue {
  name: string;
  value: unknown;
  /** The value before, if members are merged with what is stored when it is sent. */
  base?: unknown;
}

/**
 * A change of settings. Only a {@link SettingValue} and a {@link ListEdit} say what is meant even if the server's settings
 * are not known: of a function, only the difference that it makes to the shown settings can be kept.
 */
type ChangeOfSettings<Of> = SettingsEdit<Of> | SettingValue | ListEdit;

/** One of the settings that the server keeps: the ledger's, or the user's. */
interface Kept<Of extends object> {
  /** ID of whose settings these are. Reads signals. */
  owner(): string | undefined;
  unsent: UnsentSettings;
  /** Leaves out what the page cannot work with. */
  usable(read: object): Of;
  /** Adds or removes a member of a list. */
  edit(settings: Of, edit: ListEdit): Of;
  /** Returns true if the members of a setting are merged one by one. */
  isMerged(name: string): boolean;
  /** Merges what a value changed in its base into the settings. */
  merge(settings: Of, change: SettingValue): Of;
  read(): Promise<Stored<Of>>;
  /** @throws RequestError 412 if the version is not the stored one. */
  replace(settings: Stored<Of>): Promise<Stored<Of>>;
  /** The settings that this device shows. */
  shown(): Of;
  show(settings: Of): void;
}

/**
 * Keeps settings of the server up to date, here and there. A change shows immediately and is sent in order. It is kept
 * as what it does, not as its result: if somebody else was faster, it is applied again to the newer settings.
 */
export class SettingsSync<Of extends object> {
  /** The settings on the server, as far as they are known. */
  private held: Stored<Of> | undefined;
  private pending: readonly ChangeOfSettings<Of>[] = [];
  private sending: Promise<void> | undefined;

  constructor(private readonly kept: Kept<Of>) {}

  /** Reads the settings after sign-in, and sends pending changes when the network is back. @returns stops it. */
  follow(): () => void {
    let owner: string | undefined;
    return effect(() => {
      const id = this.kept.owner();
      if (id !== owner) {
        owner = id;
        this.held = undefined;
        // A request that is under way is the former owner's: its answer is dropped.
        this.sending = undefined;
        this.pending = id ? this.unsentOf(id) : [];
      }
      if (id && !expired.value && online.value) void untracked(() => this.send());
    });
  }

  /** Reads the settings again if the server has another version of them than this page. */
  renew(version: string): void {
    if (this.sending || this.held?.version === version) return;
    this.held = undefined;
    void this.send();
  }

  /** Takes up changes that were kept out of sight while the user was signed out. */
  takeUp(): void {
    const id = this.owner();
    if (!id || this.pending.length > 0) return;
    this.pending = this.unsentOf(id);
    void this.send();
  }

  /** Changes the settings here immediately, then on the server. The change is kept until it can be sent. */
  change(change: ChangeOfSettings<Of>): void {
    if (this.held) {
      this.setPending([...this.pending, change]);
      this.show(this.held);
    } else {
      const owner = this.owner();
      const before = this.kept.shown();
      this.pending = [...this.pending, change];
      // Without the server's settings it is not known what the changes before it changed.
      const { unsent } = this.kept;
      if (owner) this.keepUnsent(owner, [change], before, unsent.own(owner));
      this.kept.show(this.applied([change], before));
    }
    void this.send();
  }

  /** Reads the settings unless they are known, and sends all changes. @returns once they are sent, or cannot be. */
  send(): Promise<void> {
    if (this.sending) return this.sending;
    const sending = this.sendAll()
      .catch((error: unknown) => this.tell(error))
      .finally(() => {
        if (this.sending === sending) this.sending = undefined;
      });
    this.sending = sending;
    return sending;
  }

  private owner(): string | undefined {
    return untracked(() => this.kept.owner());
  }

  /** The unsent changes of an owner: one for each setting or member, so that each can be refused separately. */
  private unsentOf(owner: string): readonly ChangeOfSettings<Of>[] {
    const { unsent } = this.kept;
    const { values, edits, bases } = unsent.takeUp(owner);
    const changes = Object.entries(values).map(([name, value]) => {
      return name in bases ? { name, value, base: bases[name] } : { name, value };
    });
    return [...changes, ...edits];
  }

  /** Remembers unsent changes, also for the next start of the page. */
  private setPending(changes: readonly ChangeOfSettings<Of>[]): void {
    const owner = this.owner();
    this.pending = changes;
    if (!owner) return;
    if (changes.length === 0) this.kept.unsent.keep(owner, {});
    else if (this.held) this.keepUnsent(owner, changes, this.held.settings);
  }

  /**
   * Keeps changes for the next start of the page.
   * @param before The settings that they change.
   * @param former The changes that this tab keeps already, which stay.
   */
  private keepUnsent(
    owner: string,
    changes: readonly ChangeOfSettings<Of>[],
    before: Of,
    former?: KeptChanges,
  ): void {
    const kept = {
      values: { ...former?.values },
      edits: [...(former?.edits ?? [])],
      bases: { ...former?.bases },
    };
    let settings = before;
    for (const change of changes) {
      const after = this.applied([change], settings);
      if (isListEdit(change)) kept.edits.push(change);
      else if (typeof change !== "function") {
        kept.values = { ...kept.values, [change.name]: change.value };
        if (change.base !== undefined) kept.bases[change.name] = change.base;
      } else {
        const changed = changedValues(settings, after);
        Object.assign(kept.values, changed);
        for (const name of Object.keys(changed).filter(this.kept.isMerged)) {
          // The value before the first of several changes.
          if (former === undefined || !(name in former.values))
            kept.bases[name] = before[name as keyof Of] ?? null;
        }
      }
      settings = after;
    }
    if (this.kept.unsent.keep(owner, kept.values, kept.edits, kept.bases)) return;
    showToast(t("device.notKept", { name: t("app.settings") }));
  }

  private applied(changes: readonly ChangeOfSettings<Of>[], settings: Of): Of {
    return changes.reduce((before, change) => this.changed(before, change), settings);
  }

  private changed(before: Of, change: ChangeOfSettings<Of>): Of {
    if (typeof change === "function") return change(before);
    if (isListEdit(change)) return this.kept.edit(before, change);
    if (change.base !== undefined && Array.isArray(change.value)) return this.kept.merge(before, change);
    const { [change.name as keyof Of]: _, ...others } = before;
    return this.kept.usable(change.value === null ? others : { ...others, [change.name]: change.value });
  }

  private async sendAll(): Promise<void> {
    const owner = this.owner();
    const isOwner = () => this.owner() === owner;
    let most = Number.POSITIVE_INFINITY;
    for (;;) {
      this.held ??= await this.kept.read();
      if (!isOwner()) return;
      this.show(this.held);
      const changes = this.pending.slice(0, most);
      if (changes.length === 0) return;
      try {
        const after = await this.save(this.held, changes);
        if (!isOwner()) return;
        this.held = after;
      } catch (error) {
        const failure = failureOf(error);
        if (failure !== undefined && failure !== "refused") throw error;
        if (!isOwner()) return;
        // One of several is refused: sending each separately reveals which.
        if (changes.length > 1) most = 1;
        else {
          this.forget(changes);
          if (this.held) this.show(this.held);
          showToast(problemOf(error).message);
        }
      }
    }
  }

  private forget(changes: readonly ChangeOfSettings<Of>[]): void {
    this.setPending(this.pending.filter((change) => !changes.includes(change)));
  }

  /** @returns the server's settings after the change; undefined if they must be read first, because somebody else changed them. */
  private async save(
    before: Stored<Of>,
    changes: readonly ChangeOfSettings<Of>[],
  ): Promise<Stored<Of> | undefined> {
    try {
      const after = await this.kept.replace({ ...before, settings: this.applied(changes, before.settings) });
      this.forget(changes);
      return after;
    } catch (error) {
      if (failureOf(error) === "conflict") return undefined;
      throw error;
    }
  }

  private show({ settings }: Stored<Of>): void {
    this.kept.show(this.applied(this.pending, settings));
  }

  private tell(error: unknown): void {
    if (failureOf(error) === "expired") return; // The page asks the user to sign in, then continues.
    if (failureOf(error) === "gone") return; // The user cannot enter the ledger any more: `ledgerPeople.ts` says so, and offers another.
    const waits = this.pending.length > 0;
    if (!waits && error instanceof RequestError && error.temporary) return; // The known settings stay visible.
    const retry = { label: t("app.retry"), run: () => void this.send() };
    showToast(problemOf(error).message, waits ? retry : undefined);
  }
}
