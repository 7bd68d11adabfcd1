import { Worker } from 'node:worker_threads';

const LOOK_EVERY_MS = 300;

/** Plain JavaScript, because it is run as it stands. */
const LOOK = `
const { workerData: parent } = require('node:worker_threads');
setInterval(() => {
  try {
    process.kill(parent, 0);
    if (process.ppid === parent) return;
  } catch {}
  process.kill(process.pid, 'SIGKILL');
}, ${LOOK_EVERY_MS});
`;

/**
 * Ends this process soon after its parent has gone, also if lab code never comes back from a loop: a thread
 * of its own looks.
 */
export function endWithParent(): void {
  process.on('disconnect', () => process.exit());
  const limits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 8 };
  new Worker(LOOK, { eval: true, workerData: process.ppid, resourceLimits: limits }).unref();
}
