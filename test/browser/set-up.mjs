// Finds, or unpacks, the browser once, before the tests start it, and installs what drives it.
import { chromium } from '../../scripts/chromium.mjs';
import { installPackage } from '../../scripts/packages.mjs';

export default function setUp() {
  installPackage('test');
  process.env.ROLECALL_CHROMIUM = chromium();
}
