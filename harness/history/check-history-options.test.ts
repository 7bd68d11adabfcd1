import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from './check-history-options.ts';

const HERE = process.platform === 'win32' ? 'C:\\home' : '/home';

function read(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return readOptions(args, { INIT_CWD: HERE, ...env });
}

describe('options of npm run check-history', () => {
  it('have defaults', () => {
    expect(read(['a.log', 'b/*.txt'])).toEqual({
      files: ['a.log', 'b/*.txt'],
      model: undefined,
      format: undefined,
      steps: 50_000_000,
      json: undefined,
      picture: undefined,
      verbose: false,
      here: HERE,
    });
  });

  it('are flags or words', () => {
    const asked = {
      model: 'kv',
      format: 'porcupine-kv',
      steps: 7,
      json: join(HERE, 'out.json'),
      picture: join(HERE, 'why.html'),
      verbose: true,
    };
    const flags =
      '--model kv --format=porcupine-kv --steps 7 --json out.json --picture why.html --verbose f'.split(' ');
    const words = 'model=kv f format=porcupine-kv steps=7 json=out.json picture=why.html verbose'.split(' ');
    expect(read(flags)).toMatchObject({ ...asked, files: ['f'] });
    expect(read(words)).toMatchObject({ ...asked, files: ['f'] });
    expect(read(['f', 'json=-'])?.json).toBe('-');
  });

  it('are found where npm has kept them', () => {
    const kept = { npm_config_model: 'kv', npm_config_format: 'json', npm_config_steps: '7' };
    expect(read(['f'], kept)).toMatchObject({ model: 'kv', format: 'json', steps: 7, files: ['f'] });
    expect(read(['model=set', 'f'], kept)?.model).toBe('set');
    expect(() => read(['kv', 'f'], { npm_config_model: 'true' })).toThrow('write model=…, without dashes');
  });

  it.each([
    [[], 'name the files: npm run check-history'],
    [['verbose'], 'name the files'],
    [
      ['modle=kv', 'f'],
      'unknown option "modle=kv". Options: model=… format=… steps=… json=… picture=… verbose help',
    ],
    [['--modle', 'kv', 'f'], "unknown option '--modle'"],
    [['model=stack', 'f'], 'Allowed choices are register, kv, versioned-kv, mutex, queue, set.'],
    [['format=edn', 'f'], 'Allowed choices are jepsen, porcupine-kv, json.'],
    [['steps=0', 'f'], 'whole number from 1 to'],
    [['steps=1e6', 'f'], 'whole number from 1 to'],
    [['steps=1000000000001', 'f'], 'whole number from 1 to'],
  ])('refuse %j', (args, message) => {
    expect(() => read(args)).toThrow(message);
  });
});
