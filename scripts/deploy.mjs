// `npm run deploy`, `npm run remove`: the stack, made, changed or removed by osls; further arguments are handed to it.
import { checkParameters } from './parameters.mjs';
import { main, osls, prepare } from './stack.mjs';

const [verb, ...options] = process.argv.slice(2);

await main(async () => {
  checkParameters(options);
  await prepare();
  osls([verb, ...options]);
});
