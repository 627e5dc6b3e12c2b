// A progress bar with the words that belong to it.

interface MeterProps {
  readonly label: string;
  /** From 0 to 100; null: not known. */
  readonly percent: number | null;
}

export function Meter({ label, percent }: MeterProps) {
  if (percent === null) return <progress className="admin-meter" aria-label={label} />;
  return <progress className="admin-meter" aria-label={label} max={100} value={Math.min(100, percent)} />;
}
