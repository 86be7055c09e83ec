/** How long a channel may try. */
export interface Patience {
  /** Milliseconds that are left for sending. */
  left(): number;
  wait(milliseconds: number): Promise<void>;
}

/** A fair share of the time that is left, where so many others come after. */
export function shareOf({ left, wait }: Patience, others: number): Patience {
  const kept = (left() * others) / (others + 1);
  return { left: () => left() - kept, wait };
}
