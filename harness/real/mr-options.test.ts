import { describe, expect, it } from 'vitest';
import { readOptions } from './mr-options.ts';

const HERE = process.platform === 'win32' ? 'C:\\home' : '/home';

function read(args: readonly string[], env: NodeJS.ProcessEnv = {}): ReturnType<typeof readOptions> {
  return readOptions(args, { INIT_CWD: HERE, ...env });
}

describe('options of npm run mr', () => {
  it('have defaults, and paths from where npm was called', () => {
    expect(read(['--app', 'wc', 'a.txt', 'b/*.md'])).toMatchObject({
      app: 'wc',
      argument: '',
      files: ['a.txt', 'b/*.md'],
      reduces: 8,
      tree: 'labs',
      sequential: false,
      killEveryMs: undefined,
      here: HERE,
    });
    expect(read(['--app', 'wc', 'a'])?.out).toMatch(/home[\\/]mr-out$/);
  });

  it('are flags or words', () => {
    const asked = {
      app: 'grep',
      argument: '^a=b',
      workers: 3,
      reduces: 2,
      tree: 'solutions',
      killEveryMs: 1500,
    };
    const flags = '--app grep --arg ^a=b --workers 3 --reduces=2 --solution --kill-every 1.5s f'.split(' ');
    const words = 'app=grep arg=^a=b workers=3 reduces=2 solution kill-every=1500ms f'.split(' ');
    expect(read(flags)).toMatchObject({ ...asked, files: ['f'] });
    expect(read(words)).toMatchObject({ ...asked, files: ['f'] });
    expect(read(['app=wc', 'f', 'sequential'])).toMatchObject({ sequential: true });
  });

  it('are found where npm has kept them', () => {
    expect(
      read(['f'], { npm_config_app: 'wc', npm_config_kill_every: '2s', npm_config_solution: 'true' }),
    ).toMatchObject({ app: 'wc', killEveryMs: 2000, tree: 'solutions', files: ['f'] });
    expect(read(['app=wc', 'f'], { npm_config_app: 'grep' })?.app).toBe('wc');
    expect(() => read(['wc', 'f'], { npm_config_app: 'true' })).toThrow('write app=…, without dashes');
  });

  it.each([
    [['f'], 'name the application, wc, indexer, grep, top-k or the path of a module'],
    [['app=wc'], 'name the input files: npm run mr'],
    [['app=wc', 'workers=0', 'f'], 'whole number from 1 to 256'],
    [['app=wc', '--workers', '1e2', 'f'], 'whole number from 1 to 256'],
    [['app=wc', 'reduces=1001', 'f'], 'whole number from 1 to 1000'],
    [['app=wc', 'kill-every=2', 'f'], 'a time such as 2s or 500ms'],
    [['app=wc', 'kill-every=10ms', 'f'], 'at least 50ms'],
    [['app=wc', 'kill-every=1s', 'sequential', 'f'], 'leave out --kill-every'],
    [['app=wc', '--killevery', '1s', 'f'], "unknown option '--killevery'"],
  ])('refuse %j', (args, message) => {
    expect(() => read(args)).toThrow(message);
  });
});
