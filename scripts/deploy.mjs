// `npm run deploy`, `npm run remove`: the stack, made, changed or removed by osls; further arguments are handed to it.
import { checkedParameters } from './parameters.mjs';
import { main, osls, prepare } from './stack.mjs';

const [verb, ...args] = process.argv.slice(2);

await main(async () => {
  const options = checkedParameters(args);
  await prepare();
  osls([verb, ...options]);
});
