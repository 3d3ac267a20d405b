/** An indeterminate progress bar. */
export function ProgressBar({ label }: { label: string }) {
  return <span class="progress" role="progressbar" aria-label={label} />;
}
