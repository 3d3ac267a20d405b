/** Something is under way, nobody knows how long. */
export function Progress({ label }: { label: string }) {
  return <span class="progress" role="progressbar" aria-label={label} />;
}
