import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSpecSources } from '../../adapters/files.ts';
import { writeFileAtomically } from '../../adapters/write-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolecall-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function given(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function read(sources: string[], settings = {}) {
  const { files, problems } = await readSpecSources(
    sources.map((source) => (source === '-' ? source : join(folder, source))),
    { limit: 100, ...settings },
  );
  const relative = (path: string) => path.replace(`${folder}/`, '');
  return {
    files: files.map(({ file, content }) => [relative(file), Buffer.from(content).toString()]),
    problems: problems.map(({ message }) => relative(message)),
  };
}

describe('reading specs', () => {
  test('takes every spec below a folder in order, and nothing hidden, foreign or installed', async () => {
    await given({
      'b.yml': 'b',
      'a/z.json': 'z',
      'a/c.yaml': 'c',
      '.x.yaml': 'x',
      '.git/y.yaml': 'y',
      'notes.md': 'n',
      'node_modules/m.yaml': 'm',
    });
    expect(await read(['.'])).toEqual({
      files: [
        ['a/c.yaml', 'c'],
        ['a/z.json', 'z'],
        ['b.yml', 'b'],
      ],
      problems: [],
    });
  });

  test('takes a named file whatever its ending, and each file once', async () => {
    await given({ 'specs/roles.txt': 'r', 'specs/a.yaml': 'a' });
    expect((await read(['specs/roles.txt', 'specs/a.yaml', 'specs'])).files).toEqual([
      ['specs/roles.txt', 'r'],
      ['specs/a.yaml', 'a'],
    ]);
  });

  test('takes standard input', async () => {
    expect((await read(['-'], { stdin: Readable.from([Buffer.from('in')]) })).files).toEqual([['-', 'in']]);
  });

  test('reads one byte beyond the limit and no more', async () => {
    await given({ 'large.yaml': 'x'.repeat(1000) });
    expect((await read(['large.yaml'])).files[0]?.[1]).toHaveLength(101);
  });

  test('names what does not exist, and reads the rest', async () => {
    await given({ 'a.yaml': 'a' });
    const { files, problems } = await read(['nowhere', 'a.yaml']);
    expect(files).toEqual([['a.yaml', 'a']]);
    expect(problems).toEqual(['nowhere does not exist; check the path.']);
  });

  test('names a link into its own folder, and does not follow it for ever', async () => {
    await given({ 'a/a.yaml': 'a' });
    await symlink('..', join(folder, 'a/up'));
    const { files, problems } = await read(['.']);
    expect(files).toEqual([['a/a.yaml', 'a']]);
    expect(problems).toEqual(['a/up is a link to a folder that holds it; remove the link.']);
  });

  test('names a spec that is a broken link', async () => {
    await symlink('gone.yaml', join(folder, 'a.yaml'));
    expect((await read(['.'])).problems).toEqual(['a.yaml does not exist; check the path.']);
  });
});

describe('writing a file', () => {
  test('makes its folder, replaces what was there and leaves nothing beside it', async () => {
    const path = join(folder, 'out/account.json');
    await writeFileAtomically(path, 'old');
    await writeFileAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(join(folder, 'out'))).toEqual(['account.json']);
  });

  test('keeps a link a link', async () => {
    await given({ 'real.json': 'old' });
    await symlink('real.json', join(folder, 'link.json'));
    await writeFileAtomically(join(folder, 'link.json'), 'new');
    expect(await readFile(join(folder, 'real.json'), 'utf8')).toBe('new');
  });

  test('rejects where nothing can be written, and leaves no draft', async () => {
    await given({ file: '' });
    await expect(writeFileAtomically(join(folder, 'file/x.json'), 'x')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['file']);
  });
});
