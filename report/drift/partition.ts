/** The partition of documents, only for the sake of account ids, which stand for an ARN of that partition. */
export function partitionOf(documents: string): string {
  return /\barn:(aws[\w-]*):/.exec(documents)?.[1] ?? 'aws';
}
