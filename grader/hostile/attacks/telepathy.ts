import { AS_WITHOUT, type Attack, escaped, type Outcome, quietly } from '../attack.ts';

const theme = 'telepathy';
const NOTICED: Outcome = { isNoticed: true };

/**
 * One log of all servers, in an object `hub` that all of them reach: whatever a leader puts there is applied
 * everywhere, whatever the network does.
 */
export const SHARED_LOG = `
  const prototype = Raft.prototype;
  const { waitForLeader } = prototype;
  prototype.waitForLeader = function () {
    if (!this.reads) {
      this.reads = true;
      if (this.me === 0 || !hub.log) hub.log = [];
      let applied = 0;
      setInterval(() => {
        const { log } = hub;
        while (applied < log.length) {
          this.applyCh.send({ kind: 'command', ...log[applied], index: ++applied });
        }
      }, 50);
    }
    return waitForLeader.call(this);
  };
  prototype.start = function (command) {
    if (!this.leading) return { kind: 'not-leader' };
    hub.log.push({ command, term: this.currentTerm });
    return { kind: 'accepted', index: hub.log.length, term: this.currentTerm };
  };
`;

function sharedLog(name: string, tries: string, hub: string): Attack {
  return { name, theme, tries, after: quietly(`const hub = ${hub};${SHARED_LOG}`), outcome: NOTICED };
}

export const TELEPATHY: readonly Attack[] = [
  sharedLog('shared-global', 'one log in the real global object', "(() => {}).constructor('return this')()"),
  sharedLog('shared-prototype', 'one log on `Array.prototype.map`', 'Array.prototype.map'),
  sharedLog(
    'shared-symbol',
    'one log below a registered symbol of `Object`',
    "(Object[Symbol.for('lockstep')] ??= {})",
  ),
  sharedLog('shared-regexp', 'one log on the last match of `RegExp`', 'RegExp'),
  {
    name: 'one-mind',
    theme,
    tries: 'all servers are one state machine, without a network',
    after: quietly(`const hub = (() => {}).constructor('return this')();
    Raft = class {
      constructor({ me, applyCh }) {
        if (me === 0 || !hub.mind) hub.mind = { leader: undefined, log: [] };
        const { mind } = hub;
        this.me = me;
        let applied = 0;
        setInterval(() => {
          mind.leader ??= me;
          while (applied < mind.log.length) {
            applyCh.send({ kind: 'command', term: 1, command: mind.log[applied], index: ++applied });
          }
        }, 50);
      }
      getState() { return { term: 1, isLeader: hub.mind.leader === this.me }; }
      start(command) {
        if (hub.mind.leader !== this.me) return { kind: 'not-leader' };
        return { kind: 'accepted', term: 1, index: hub.mind.log.push(command) };
      }
      snapshot() {}
    };`),
    outcome: NOTICED,
  },
  {
    name: 'sees-the-others',
    theme,
    tries: 'a list of all servers of the process, to vote in their names',
    before: escaped(`(real.servers ??= []).push({});`),
    after: escaped(`const prototype = Raft.prototype;
    const { requestVote } = prototype;
    prototype.requestVote = function (args) {
      if (real.servers.length % 3 === 0) real.votes = (real.votes ?? 0) + 1;
      return requestVote.call(this, args);
    };`),
    outcome: AS_WITHOUT,
  },
  {
    name: 'survives-crashes',
    theme,
    tries: 'what a server knew stays in the realm when it crashes, in place of the disk',
    after: quietly(`const hub = (() => {}).constructor('return this')();
    const disks = (hub.disks ??= new Map());
    const prototype = Raft.prototype;
    const { requestVote, waitForLeader } = prototype;
    prototype.waitForLeader = function () {
      const kept = disks.get(this.me);
      if (kept && !this.isBack) this.currentTerm = kept;
      this.isBack = true;
      return waitForLeader.call(this);
    };
    prototype.requestVote = function (args) {
      const reply = requestVote.call(this, args);
      disks.set(this.me, this.currentTerm);
      return reply;
    };`),
    outcome: NOTICED,
  },
];
