/** How long a channel may try. */
export interface Patience {
  /** Milliseconds that are left for sending. */
  left(): number;
  wait(milliseconds: number): Promise<void>;
}

/** @param deadline milliseconds since 1970, after which nothing is sent any more */
export function patienceUntil(deadline: number): Patience {
  return {
    left: () => deadline - Date.now(),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}
