// Numbers as people read them: counts, totals that are lower bounds, times; pure.

/** A total of the API. */
export interface Total {
  readonly count: number;
  readonly count_relation: 'eq' | 'gte';
}

/** 1,234. */
export function figure(count: number): string {
  return count.toLocaleString('en');
}

/** `1,234` or, where there are more than were counted, `1,234+`. */
export function shortTotal({ count, count_relation }: Total): string {
  return `${figure(count)}${count_relation === 'gte' ? '+' : ''}`;
}

/** `1 work`, `191 works`, `more than 10,000 works`. */
export function total(of: Total, one: string, many: string): string {
  return `${of.count_relation === 'gte' ? 'more than ' : ''}${counted(of.count, one, many)}`;
}

export function counted(count: number, one: string, many: string): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

/** @param ms what the service took */
export function seconds(ms: number): string {
  return ms < 10 ? 'under 0.01 s' : `${(ms / 1000).toFixed(2)} s`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
