import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { Misuse } from '../misuse.ts';
import { adoptObjects, headCommit } from './bare-repository.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import { type EntryKind, type Listing, ListingBuilder, namesOf } from './listing.ts';
import type { Source, TakenFile } from './source.ts';
import { Unfit } from './unfit.ts';

const DAMAGED = 'its git repository is damaged or incomplete';
/** Listing an honest repository takes milliseconds; trees can be made that never end. */
const SLOWEST_MS = 20_000;
/** A single allocation beyond this ends git: a packed object can claim any size. */
const MOST_MEMORY = '64m';
const KINDS: Readonly<Record<string, EntryKind>> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'file',
  '120000': 'symbolic link',
  '160000': 'git submodule',
};

/**
 * A submission in a bare git repository: the files of the commit that its HEAD names.
 *
 * What lies in a repository can make git run programs (hooks, filters, a fetch of missing objects), read
 * other repositories (alternates, `commondir`) and obey foreign settings. So git never sees the repository:
 * its objects, and nothing else, are copied into an empty one of ours, `scratch`, which the caller removes.
 */
export class GitSource implements Source {
  private readonly repository: string;
  private readonly scratch: string;
  /** Object names by path, from the listing. */
  private readonly blobs = new Map<string, string>();

  constructor(repository: string, scratch: string) {
    this.repository = repository;
    this.scratch = scratch;
  }

  /** Throws `Unfit`, and `Misuse` where this machine has no git. */
  async list(): Promise<Listing> {
    const commit = headCommit(this.repository);
    rmSync(this.scratch, { recursive: true, force: true });
    mkdirSync(this.scratch, { recursive: true });
    const format = commit.length === 64 ? 'sha256' : 'sha1';
    const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, '.'];
    for await (const _ of this.git(init, ''));
    adoptObjects(this.repository, this.scratch);
    const listing = new ListingBuilder();
    for await (const record of this.records(['ls-tree', '-r', '-z', '--long', '--full-tree', commit])) {
      this.addTo(listing, record);
    }
    return listing;
  }

  async *read(paths: ReadonlySet<string>): AsyncIterable<TakenFile> {
    const wanted = [...paths];
    const names = wanted.map((path) => `${this.blobs.get(path)}\n`).join('');
    let index = 0;
    let pending = Buffer.alloc(0);
    for await (const chunk of this.git(['cat-file', '--batch'], names)) {
      pending = Buffer.concat([pending, chunk]);
      for (let first = firstObject(pending); first; first = firstObject(pending)) {
        yield { path: wanted[index] ?? '', content: Buffer.from(first.content) };
        index += 1;
        pending = pending.subarray(first.length);
      }
    }
  }

  /** `100644 blob 0123abcd    1234<tab>path`, from `git ls-tree --long`. */
  private addTo(listing: ListingBuilder, record: string): void {
    const parts = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(record);
    if (!parts) throw new Unfit(DAMAGED);
    const [, mode = '', object = '', bytes, path = ''] = parts;
    const names = namesOf(path);
    this.blobs.set(names.join('/'), object);
    listing.add(names, KINDS[mode] ?? 'special file', Number(bytes) || 0);
  }

  private async *records(args: readonly string[]): AsyncIterable<string> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of this.git(args, '')) {
      const records = (rest + decoder.decode(chunk, { stream: true })).split('\0');
      rest = records.pop() ?? '';
      yield* records;
    }
  }

  /** What git prints, run in our repository with nobody's settings. */
  private async *git(args: readonly string[], input: string): AsyncIterable<Buffer> {
    const limits = { timeout: SLOWEST_MS, killSignal: 'SIGKILL' } as const;
    const child = spawn('git', args, { cwd: this.scratch, env: this.environment(), ...limits });
    await started(child);
    const closed = once(child, 'close');
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.stderr.resume();
    try {
      for await (const chunk of child.stdout) yield chunk as Buffer;
      const [code] = await closed;
      if (code === null) throw new Unfit('its git repository takes too long to read');
      if (code !== 0) throw new Unfit(DAMAGED);
    } finally {
      child.kill('SIGKILL');
      await closed;
    }
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.scratch,
      XDG_CONFIG_HOME: this.scratch,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_DIR: this.scratch,
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_ALLOC_LIMIT: MOST_MEMORY,
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
    };
  }
}

async function started(child: ChildProcess): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch {
    throw new Misuse(
      'a submission is a bare git repository, and this machine has no git to read it: install git',
    );
  }
}

/** The first object in what `git cat-file --batch` printed, if it is complete. */
function firstObject(output: Buffer): { content: Buffer; length: number } | undefined {
  const lineEnd = output.indexOf('\n');
  if (lineEnd < 0) return undefined;
  const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', 0, lineEnd))?.[1];
  if (size === undefined || Number(size) > MAX_FILE_BYTES) throw new Unfit(DAMAGED);
  const start = lineEnd + 1;
  const length = start + Number(size) + 1;
  if (output.length < length) return undefined;
  return { content: output.subarray(start, length - 1), length };
}
