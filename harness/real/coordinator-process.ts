/** The coordinator of a job, in a process of its own. */
import { SocketServer } from '../../labrpc/real/socket-server.ts';
import type { CoordinatorClass } from '../scenarios/lab1-mapreduce/contract.ts';
import { Child } from './child.ts';
import { loadLabClass } from './load-lab-code.ts';
import type { CoordinatorStart } from './messages.ts';

const LOOK_EVERY_MS = 10;

Child.start<CoordinatorStart>(
  () => 'the coordinator',
  async ({ bundle, inputs, reduces, socket }, child) => {
    const Coordinator = loadLabClass<CoordinatorClass>(bundle, 'Coordinator', 'coordinator.ts');
    const coordinator = new Coordinator({ inputs, reduces });
    const server = new SocketServer(coordinator, (error) => child.threw(error));
    await server.listen(socket);
    // The socket's file goes with it, also when the parent is gone.
    process.on('exit', () => server.close());
    child.tell({ kind: 'listening' });
    const look = setInterval(() => {
      if (!coordinator.done()) return;
      clearInterval(look);
      child.tell({ kind: 'done' });
    }, LOOK_EVERY_MS);
  },
);
