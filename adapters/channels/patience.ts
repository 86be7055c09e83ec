/** How long a channel may try. */
export interface Patience {
  /** Milliseconds that are left for sending. */
  left(): number;
  wait(milliseconds: number): Promise<void>;
}
