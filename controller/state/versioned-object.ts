/** What was read, and a name for this very version of it. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

/** One object that is replaced only as it was read. */
export interface VersionedObject<T> {
  /**
   * @returns `undefined` if there is none.
   * @throws {StateUnreadable}
   */
  read(): Promise<Versioned<T> | undefined>;
  /**
   * @param after the version that was read; `undefined`: there must be none
   * @throws {StateConflict} if somebody else wrote it in the meantime; {StateUnreadable} if it cannot be written.
   */
  write(value: T, after: string | undefined): Promise<unknown>;
}
