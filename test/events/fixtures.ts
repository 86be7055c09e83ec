import { readdirSync, readFileSync } from 'node:fs';
import type { MessageReading } from '../../controller/events/read-message.ts';

/** One event as EventBridge delivers it, and what becomes of it. */
export interface EventFixture {
  readonly title: string;
  readonly source: string;
  readonly event: { readonly source: string };
  readonly expect: MessageReading;
}

const HERE = new URL('./', import.meta.url);

/** Every captured event: `iam/tag-role` and its content. */
export function eventFixtures(): readonly (readonly [name: string, fixture: EventFixture])[] {
  const folders = ['iam', 's3', 'ssm'];
  const files = folders.flatMap((folder) => readdirSync(new URL(folder, HERE)).map((file) => `${folder}/${file}`));
  return files.sort().map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, HERE), 'utf8'))] as const);
}

/** The role of the own session in the fixtures. */
export const OWN_ROLE = 'arn:aws:iam::111122223333:role/rolecall/rolecall-reconcile';
