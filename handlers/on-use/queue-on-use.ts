interface Queue<R> {
  send(request: R, delaySeconds: number): Promise<void>;
}

/**
 * Most runs put nothing back, so neither SQS's client nor the code around it is loaded before.
 * @param open loads both
 */
export function queueOnUse<R>(open: () => Promise<Queue<R>>): Queue<R> {
  return { send: async (request, delaySeconds) => (await open()).send(request, delaySeconds) };
}
