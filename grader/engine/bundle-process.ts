/**
 * A process that bundles code of submissions, one lab after another. It executes none of it, but a bundler
 * that is given hostile files may loop or die: then it is this process that ends, and not the grader.
 */
import { bundleLab } from '../../harness/run/bundler.ts';
import { LABS } from '../../harness/scenarios/index.ts';
import type { BundleRequest } from './bundle-shop.ts';
import { portableBundle } from './portable-bundle.ts';

process.on('message', (request: BundleRequest) => {
  void bundle(request).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));

async function bundle({ labId, root, withReference }: BundleRequest): Promise<unknown> {
  const lab = LABS.find(({ id }) => id === labId);
  if (!lab) throw new Error(`there is no lab ${labId}`);
  return portableBundle(await bundleLab(lab, { root, withReference }), root);
}
