import type { MessageFate } from '../../../labrpc/sim/message-fate.ts';
import type { Choice } from '../../../labrpc/sim/planned-run.ts';
import type { NetworkPlan, RunPlan, Selection } from '../../../labrpc/sim/run-plan.ts';
import { type Search, SIDE_BY_SIDE } from './search.ts';
import { shrinkList } from './shrink-list.ts';
import { sizeOf } from './smaller.ts';

/** Between the shortest and the longest message of a calm network. */
const CALM_DELAY_MS = 2;
const WAIT_SHARES = [0, 0.1, 0.3, 0.6, 1];
/** There is nothing to be gained from shortening a wait further. */
const SHORT_SHARE = 0.05;
/** The last waits before the failure, which are tried longer as well. */
const WAITS_LENGTHENED = 8;
const PATIENCE_SHARES = [0.05, 0.1, 0.2, 0.4];
const CLUSTER_SIZES = [3, 5, 7];
/** Sets of random numbers for the servers that are tried, each time. */
const DICE = 64;
/** How many of them the shrinking begins with. */
const BEGINNINGS = 6;

/**
 * Shrinks the run as far as it goes; then begins anew with other random numbers for the servers, because a
 * path of ever smaller runs may end where another leads further.
 */
export async function shrinkRun(search: Search): Promise<void> {
  await shrinkFromHere(search);
  const others = Array.from({ length: DICE }, (_, dice) => ({ dice }));
  for (const beginning of (await search.failing(others)).slice(0, BEGINNINGS)) {
    if (search.isOver || !(await search.beginAt(beginning))) continue;
    await shrinkFromHere(search);
  }
}

/** From coarse to fine, again and again, until nothing helps any more. */
async function shrinkFromHere(search: Search): Promise<void> {
  for (let before = Infinity; sizeOf(search.best.result) < before && !search.isOver; ) {
    before = sizeOf(search.best.result);
    await calmNetwork(search);
    await otherWaits(search);
    await lessPatience(search);
    await fewerServers(search);
    await fewer(search, 'rounds');
    await fewer(search, 'faults');
    await fewer(search, 'operations');
    await singleWaits(search);
    await fewerAnomalies(search);
    await otherDice(search);
  }
}

async function calmNetwork(search: Search): Promise<void> {
  const { plan } = search.best;
  const calmer: NetworkPlan[] = [{ fates: {}, delayMs: CALM_DELAY_MS }, { fates: {} }];
  const { fates } = plan.network ?? {};
  calmer.push({ ...(fates ? { fates } : {}), delayMs: CALM_DELAY_MS });
  await search.tryFirst(calmer.map((network) => ({ ...plan, network })));
}

/** A longer wait may make a shorter run: it may save an offer to a leader of the past. */
async function otherWaits(search: Search): Promise<void> {
  const { plan } = search.best;
  const shares = WAIT_SHARES.filter((share) => share !== (plan.waits?.others ?? 1));
  const others = shares.map((share) => ({ shares: plan.waits?.shares ?? {}, others: share }));
  await search.trySmallest(others.map((waits) => ({ ...plan, waits })));
}

async function fewerServers(search: Search): Promise<void> {
  const { plan, result } = search.best;
  const sizes = CLUSTER_SIZES.filter((servers) => servers < result.choices.clusterSize);
  await search.tryFirst(sizes.map((servers) => ({ ...plan, servers })));
  await shrinkList(
    {
      items: () => search.best.result.choices.servers,
      tryWithout: (pieces) =>
        search.tryFirst(
          pieces.map((piece) => {
            const { plan } = search.best;
            return { ...plan, absent: [...(plan.absent ?? []), ...piece] };
          }),
        ),
    },
    SIDE_BY_SIDE,
  );
}

async function lessPatience(search: Search): Promise<void> {
  const { plan } = search.best;
  const less = PATIENCE_SHARES.filter((patience) => patience < (plan.patience ?? 1));
  await search.tryFirst(less.map((patience) => ({ ...plan, patience })));
}

async function otherDice(search: Search): Promise<void> {
  const { plan } = search.best;
  const others = Array.from({ length: DICE }, (_, dice) => dice).filter((dice) => dice !== plan.dice);
  await search.trySmallest(others.map((dice) => ({ ...plan, dice })));
}

/**
 * A list of what happens stays true to itself when the run takes another course, but keeps all that the
 * scenario does later from happening; where that is unfair, there is a list of what does not happen.
 */
async function fewer(search: Search, what: 'rounds' | 'faults' | 'operations'): Promise<void> {
  const keys = () => search.best.result.choices[what].map(({ key }: Choice) => key);
  const { plan } = search.best;
  if (!plan[what]) await search.rephrase({ ...plan, [what]: { only: keys() } });
  await shrinkList(
    {
      items: keys,
      tryWithout: (pieces) =>
        search.tryFirst(
          pieces.map((piece) => ({
            ...search.best.plan,
            [what]: without(search.best.plan[what], keys(), piece),
          })),
        ),
    },
    SIDE_BY_SIDE,
  );
}

function without(
  selection: Selection | undefined,
  keys: readonly string[],
  gone: readonly string[],
): Selection {
  if (selection && 'only' in selection) return { only: keys.filter((key) => !gone.includes(key)) };
  return { without: [...(selection?.without ?? []), ...gone] };
}

async function singleWaits(search: Search): Promise<void> {
  const keys = () => search.best.result.choices.waits.map(({ key }) => key);
  for (const factor of [0, 0.5]) {
    await shrinkList(
      {
        items: () => keys().filter((key) => shareOf(search.best.plan, key) > SHORT_SHARE),
        tryWithout: (pieces) =>
          search.tryFirst(
            pieces.map((piece) => {
              const { plan } = search.best;
              return withShares(
                plan,
                piece.map((key) => [key, shareOf(plan, key) * factor]),
              );
            }),
          ),
      },
      SIDE_BY_SIDE,
    );
  }
  const { plan } = search.best;
  const longer = keys()
    .slice(-WAITS_LENGTHENED)
    .flatMap((key) => WAIT_SHARES.map((share) => [key, share] as const))
    .filter(([key, share]) => share > shareOf(plan, key));
  await search.trySmallest(longer.map((one) => withShares(plan, [one])));
}

function shareOf({ waits }: RunPlan, key: string): number {
  return waits ? (waits.shares[key] ?? waits.others) : 1;
}

function withShares(plan: RunPlan, changed: readonly (readonly [key: string, share: number])[]): RunPlan {
  const shares = { ...plan.waits?.shares, ...Object.fromEntries(changed) };
  return { ...plan, waits: { others: plan.waits?.others ?? 1, shares } };
}

/** What is lost, doubled or late is first said message by message: then each can be spared. */
async function fewerAnomalies(search: Search): Promise<void> {
  const fates = (): Record<string, MessageFate> =>
    Object.fromEntries(search.best.result.choices.anomalies.map(({ key, fate }) => [key, fate]));
  if (Object.keys(fates()).length === 0) return;
  const { plan } = search.best;
  if (!plan.network?.fates) await search.rephrase(withFates(plan, fates()));
  await shrinkList(
    {
      items: () => Object.keys(fates()),
      tryWithout: (pieces) =>
        search.tryFirst(
          pieces.map((piece) => {
            const kept = Object.entries(fates()).filter(([key]) => !piece.includes(key));
            return withFates(search.best.plan, Object.fromEntries(kept));
          }),
        ),
    },
    SIDE_BY_SIDE,
  );
}

function withFates(plan: RunPlan, fates: Record<string, MessageFate>): RunPlan {
  return { ...plan, network: { ...plan.network, fates } };
}
