/** A worker of a job, in a process of its own. */
import { SocketPeer } from '../../labrpc/real/socket-peer.ts';
import type { WorkerClass } from '../scenarios/lab1-mapreduce/contract.ts';
import { makeApplication } from './application.ts';
import { Child } from './child.ts';
import { describeFailure } from './describe-failure.ts';
import { JobFiles } from './job-files.ts';
import { loadLabClass } from './load-lab-code.ts';
import type { WorkerStart } from './messages.ts';
import { splitApplication } from './split-application.ts';
import { SplitTexts } from './split-texts.ts';

Child.start<WorkerStart>(
  ({ id }) => id,
  async (start, child) => {
    const app = makeApplication(start.app);
    const texts = new SplitTexts(start.splits);
    /** What the parent knows last of this worker. */
    let call = '';
    const files = new JobFiles(texts, start.files, {
      reduced: (task) => {
        call = '';
        child.tell({ kind: 'reduced', task });
      },
      failed: (error) => child.fail((error as Error).message),
    });
    const watched = splitApplication(app, texts, {
      // `reduce` is called for each key: it must cost nothing.
      began: (now) => {
        if (now === call) return;
        call = now;
        child.tell({ kind: 'began', call });
      },
      mapped: (split) => {
        call = '';
        child.tell({ kind: 'mapped', split, peakBytes: process.resourceUsage().maxRSS * 1024 });
      },
      failed: (failure) => child.fail(describeFailure(app, failure)),
    });
    const Worker = loadLabClass<WorkerClass>(start.bundle, 'Worker', 'worker.ts');
    const coordinator = new SocketPeer('coordinator', start.socket);
    await new Worker({ id: start.id, coordinator, files, app: watched }).run();
    child.end();
  },
);
