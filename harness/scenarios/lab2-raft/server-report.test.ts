import { expect, it } from 'vitest';
import { Candidacies } from './server-report.ts';

it('counts who is in a new term before anybody can have told it', () => {
  const candidacies = new Candidacies();
  for (const server of [0, 1, 2]) candidacies.entered(server, 0, 0);
  candidacies.entered(0, 1, 300);
  candidacies.entered(1, 1, 300.9);
  candidacies.entered(2, 1, 301);
  candidacies.entered(2, 3, 700);
  candidacies.entered(0, 2, 700);
  expect([0, 1, 2].map((server) => candidacies.of(server))).toEqual([1, 1, 1]);
});
