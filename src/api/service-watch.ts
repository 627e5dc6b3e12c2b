// What the API asks of whoever runs the service: what only its process knows of itself.

export interface ServiceWatch {
  readonly startedAt: Date;
  /** Percent of the machine that embedding may use here; 0: it is left to others. */
  readonly maxCpu: number;
  /** Whether embedding is held back. */
  readonly paused: boolean;
  /** Works per second that got a vector in the last minute, whoever embeds; undefined: not known yet. */
  readonly rate: number | undefined;
  /** Why embedding fails again and again, for people; undefined: it does not. */
  readonly trouble: string | undefined;
}

/** Of a service that nobody watches: it began now. */
export function unwatched(): ServiceWatch {
  return { startedAt: new Date(), maxCpu: 100, paused: false, rate: undefined, trouble: undefined };
}
