import { messageOf } from '../../controller/events/message-of.ts';
import { readMessage } from '../../controller/events/read-message.ts';
import { jsonText } from '../../report/escaping/json-text.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import type { Controller } from './controller.ts';
import { type AskingOptions, repeatedOptions } from './options.ts';
import { followCommand, type PersonsRequest, requestWords } from './request-words.ts';
import { waitForAnswer } from './wait.ts';

/** What is known of the controller's state stays out: it may be older than the answer. */
function asked(request: PersonsRequest, { access }: Controller, options: AskingOptions): string {
  const follow = followCommand(request, repeatedOptions(options));
  if (options.format === 'json') {
    return `${jsonText({ apiVersion: 'rolecall/v1', kind: 'ControllerRequest', account: access.accountId, request, follow }, 2)}\n`;
  }
  const words = `Asked the controller of account ${access.accountId} to ${requestWords(request)}.`;
  return `${printable(words)}\n${printable(`Follow it: ${follow}`)}\n`;
}

/** A message that the controller cannot read is logged there and gone, so it is better told here. */
function checkReadable(request: PersonsRequest): void {
  const reading = readMessage(messageOf(request), undefined);
  if ('malformed' in reading) throw new UserError(`This cannot be asked for: ${reading.malformed}.`);
}

/** Whether there is such a plan or role is otherwise looked up before anything is asked. */
function tellUnchecked({ known }: Controller, io: Io): void {
  if (known.readable && known.state !== undefined) return;
  const why = known.readable ? 'The controller has not finished a pass yet' : known.message.replace(/\.$/, '');
  io.stderr.write(`${printable(`${why}, so this is asked without having been checked.`)}\n`);
}

/**
 * Puts a request into the controller's queue, says so, and waits for what comes of it if that was asked for.
 * @returns the exit status
 * @throws {UserError} for what no controller would understand
 */
export async function ask(request: PersonsRequest, controller: Controller, options: AskingOptions, io: Io): Promise<number> {
  checkReadable(request);
  if (request.kind !== 'reconcile') tellUnchecked(controller, io);
  const since = io.clock.now();
  const queue = await controller.access.queue(controller.deployment.queueUrl);
  await queue.send(request, 0);
  io.stdout.write(asked(request, controller, options));
  return options.wait === undefined ? 0 : waitForAnswer(request, since, options.wait, controller, io);
}
