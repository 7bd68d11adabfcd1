import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { StagedFailure } from '../scenario.ts';
import { cartStory } from './cart-story.ts';

async function lastWriteWins(simulation: Simulation): Promise<void> {
  await cartStory(simulation, 'lastWriteWins');
}

export const SIBLINGS_STAGED: readonly StagedFailure[] = [
  {
    name: 'the cart, where the last write wins',
    slug: 'last-write-wins',
    points: 0,
    paper: 'Dynamo §4.4',
    about:
      'As `cart`, with replicas that keep the value with the larger time stamp. One clock is ahead, so what alice adds a second after bob is lost.',
    floors: {},
    breaks: 'siblings/lost',
    at: 'every seed',
    run: lastWriteWins,
  },
];
