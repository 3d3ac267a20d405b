/** An indeterminate progress bar. */
export function Progress({ label }: { label: string }) {
  return <span class="progress" role="progressbar" aria-label={label} />;
}
