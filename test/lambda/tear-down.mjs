export default function tearDown() {
  globalThis.stopMotoOfLambda?.();
}
