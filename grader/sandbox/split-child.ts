/** A process that is home to one incarnation of one server, and knows nothing of the others. */
import { servePipe } from '../../labrpc/host/serve-pipe.ts';
import { CHILD_READS, CHILD_WRITES } from './child-pipes.ts';
import { giveUpPowers } from './give-up-powers.ts';

giveUpPowers();
void servePipe(CHILD_READS, CHILD_WRITES);
