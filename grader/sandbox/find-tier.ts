import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Misuse } from '../misuse.ts';
import { bwrapCommand } from './bwrap-command.ts';
import { limited } from './limits-command.ts';
import { nodeCommand } from './node-command.ts';
import { type CommandLine, type SandboxedCommand, TIER_NAMES, type Tier, type TierName } from './tier.ts';
import { unshareCommand } from './unshare-command.ts';

const COMMANDS: Readonly<Record<TierName, (command: SandboxedCommand) => CommandLine>> = {
  bwrap: bwrapCommand,
  unshare: unshareCommand,
  limits: (command) => limited(nodeCommand(command), command.memoryMb),
  node: nodeCommand,
};

/** What to do for a better tier than this. */
const LACKS: Readonly<Record<TierName, string>> = {
  bwrap: '',
  unshare:
    'bubblewrap does not work here, so files are closed to student code by Node only: install bubblewrap, ' +
    'and allow namespaces of users',
  limits:
    'neither bubblewrap nor unshare works here: code that gets out of its globals finds files, network and ' +
    'processes of other submissions closed by Node only. Install bubblewrap and util-linux, and allow ' +
    'namespaces of users',
  node:
    'this machine offers no sandbox: code that gets out of its globals finds files and network closed by ' +
    'Node only. Grade on Linux with bubblewrap installed, or where it does no harm',
};

const PROBE_MEMORY_MB = 256;
const PROBE_MS = 20_000;
const ANSWER = 'inside';

/** The tiers that work on this machine, best first; there is always one. Each is tried. */
export function findTiers(): readonly Tier[] {
  return TIER_NAMES.filter(works).map(tierNamed);
}

/** The tier that was asked for, or else the best that works. Throws `Misuse` if it does not work here. */
export function findTier(wanted: TierName | undefined): Tier {
  if (wanted === undefined) return tierNamed(TIER_NAMES.find(works) ?? 'node');
  const tiers = findTiers();
  const tier = tiers.find(({ name }) => name === wanted);
  if (tier) return tier;
  const names = tiers.map(({ name }) => name).join(', ');
  throw new Misuse(`--sandbox ${wanted} does not work on this machine; what works: ${names}`);
}

function tierNamed(name: TierName): Tier {
  return { name, lacks: LACKS[name], commandLine: COMMANDS[name] };
}

function works(name: TierName): boolean {
  if (name === 'node') return true;
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-probe-'));
  try {
    chmodSync(folder, 0o755);
    const program = join(folder, 'probe.cjs');
    writeFileSync(program, `process.stdout.write('${ANSWER}')`);
    const { file, args } = COMMANDS[name]({ program, memoryMb: PROBE_MEMORY_MB });
    const { stdout } = spawnSync(file, args, { encoding: 'utf8', env: {}, timeout: PROBE_MS });
    return stdout === ANSWER;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
