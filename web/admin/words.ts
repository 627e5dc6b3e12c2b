// Figures of the admin page in words; pure.

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

export function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `3 works`, `1 work`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${Math.round(value) === 1 ? one : many}`;
}

/** Seconds as people say them: `40 seconds`, `12 minutes`, `2 hours 5 minutes`, `3 days 4 hours`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return counted(whole, 'second');
  // rounded before it is cut, so that no minute has 60 seconds and no hour 60 minutes
  const minutes = Math.round(whole / MINUTE);
  if (minutes < 60) return counted(minutes, 'minute');
  if (whole < DAY) return both([Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute']);
  const hours = Math.round(whole / HOUR);
  return both([Math.floor(hours / 24), 'day'], [hours % 24, 'hour']);
}

function both([great, one]: [number, string], [small, other]: [number, string]): string {
  return counted(great, one) + (small === 0 ? '' : ` ${counted(small, other)}`);
}

/** What is still to come: `about 12 minutes left`. */
export function left(seconds: number | null): string {
  if (seconds === null) return 'time left not known yet';
  return seconds < 5 ? 'almost done' : `about ${duration(seconds)} left`;
}

/** `900 records a second`, or by the minute where that is less than one. */
export function pace(perSecond: number, unit: string): string {
  if (perSecond >= 1) return `${counted(perSecond, unit)} a second`;
  const perMinute = perSecond * MINUTE;
  return perMinute >= 1 ? `${counted(perMinute, unit)} a minute` : `less than one ${unit} a minute`;
}

/** Decimal units, as systems show sizes of files now. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return `${value.toLocaleString('en', { maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 })} ${units[step]}`;
}

/** Cut, not rounded: 100 % is said when it is done. */
export function percent(value: number): string {
  return `${Math.floor(value)} %`;
}

const MOMENT: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
};

/** `Nov 23, 22:05` where the reader is. @param zone for tests */
export function moment(iso: string, zone?: string): string {
  return new Intl.DateTimeFormat('en', { ...MOMENT, ...(zone ? { timeZone: zone } : {}) }).format(new Date(iso));
}

/** `22:05:31`. @param time milliseconds since 1970 */
export function clock(time: number, zone?: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const;
  return new Intl.DateTimeFormat('en', { ...parts, ...(zone ? { timeZone: zone } : {}) }).format(new Date(time));
}
