import type { Hint } from '../scenario.ts';

/** Leader election. */
export const ELECTION_HINTS: readonly Hint[] = [
  {
    word: 'no-leader',
    symptom: 'no leader in time, while the terms race upwards',
    of: [
      'raft/leader-elected',
      'initial-election',
      'many-elections',
      'nine-servers',
      'unreliable-election',
      'drifting-clocks',
    ],
    steps: [
      'Log each time a server stands, with its term. Do two of them stand at nearly the same moment, ' +
        'again and again? Where does each get the time of its next try from?',
      'Election timeouts are drawn at random from an interval, anew for every try, so that mostly one ' +
        'server stands alone and has its votes before the next one stands (§5.2). So the interval must be ' +
        'wide beside the way of a message and back, which here is 2 to 54 ms.',
      'Draw a new time whenever the timer is set, also after an election that nobody won: 300 ms and a ' +
        'random part of another 300 will do. One draw in the constructor makes the same two collide for ' +
        'ever. Ask all others at once, and lead as soon as a majority has said yes, without waiting for ' +
        'the rest. Several lost elections in a row must fit into 5 s.',
    ],
  },
  {
    word: 'no-votes',
    symptom: 'a server stands, others hear it, and yet it gets no majority',
    of: ['raft/leader-elected', 'reelection'],
    steps: [
      'In the story of the failure, look at the answers to `requestVote`: who said no in this term, and ' +
        'what had it voted for, and when?',
      'A vote belongs to one term. Whoever hears of a newer term enters it with a vote that is free again ' +
        '(§5.1, Figure 2: rules for all servers), and gives it to the first who asks (§5.2).',
      'At the top of the handler: if the term of the request is newer, take it over, become a follower ' +
        'and forget `votedFor`. Only then decide. Compare with the term as it is now, not as it was ' +
        'before. The candidate counts its own vote, and needs more than half of all `peers`, those included that do not answer.',
    ],
  },
  {
    word: 'timer-resets',
    symptom: 'somebody could be elected, but never stands: its timer is set back all the time',
    of: ['raft/leader-elected', 'one-way-cuts', 'no-majority', 'late-votes'],
    steps: [
      'Find every place that sets the election timer back. What has just happened at each of them?',
      'A follower stands when it has neither heard from the current leader nor granted a vote for a while ' +
        '(Figure 2, rules for followers). Nothing else is a sign that somebody can lead.',
      'Set it back in three cases only: an append of the current term came in, a vote was granted, and ' +
        'when standing oneself. Not when a vote is refused, not for a leader of an older term, and not ' +
        'because a term was newer: else one server that cannot win keeps all others waiting.',
    ],
  },
  {
    word: 'two-leaders',
    symptom: 'two servers lead the same term',
    of: ['raft/election-safety', 'double-vote', 'rival-candidates'],
    steps: [
      'Who has voted twice? In the story, look for two answers of one server in that term that grant the ' +
        'vote, or for a candidate that granted one to its rival. What did that server remember of its vote in between?',
      'In each term a server votes for at most one candidate (§5.2; Figure 2, RequestVote). Standing is ' +
        'voting too: a candidate has given its vote of this term to itself.',
      'Grant only if the term of the request is the current one, and `votedFor` is free or already this ' +
        'very candidate; then write the candidate there before you answer. Write yourself there when you ' +
        'stand. From then on `votedFor` changes only when the term grows: not on a change of role, not when the timer fires.',
    ],
  },
  {
    word: 'old-votes',
    symptom: 'a candidate wins with votes of an election that is over',
    of: ['raft/election-safety', 'stale-votes', 'late-votes'],
    steps: [
      'When the answer with the decisive vote came in: in which term had it been asked for, and in which ' +
        'term was the candidate by then?',
      'An answer may be seconds old. It counts in the term in which the question was asked, and for ' +
        'whoever still is what it was when it asked (§5.2: a majority of votes in the same term).',
      'Keep the term in a local variable before the call. After the `await`: if the reply has a newer ' +
        'term, become a follower in it; if you are no candidate any more, or in another term than the one ' +
        'kept, return. Only then count. The term in the reply is no help there: it is the one that the voter was in when it answered.',
    ],
  },
  {
    word: 'votes-counted',
    symptom: 'a server leads with fewer voters than a majority',
    of: ['raft/majority-elects', 'raft/election-safety', 'voter-counts-once', 'no-majority'],
    steps: [
      'Log who voted for the winner. Is each of them in the list once, did each say so in this election, ' +
        'and are they more than half of the cluster?',
      'A candidate wins with the votes of a majority of all servers of the cluster for the same term ' +
        '(§5.2). What is counted are voters, not answers: a question may be asked again, and a message may come twice.',
      'Keep the set of servers that have voted for you, empty it each time you stand, and put yourself ' +
        'in. Lead when it holds more than half of `peers.length`: 2 of 3, 3 of 5. Servers that are down or cut off count in that length.',
    ],
  },
  {
    word: 'stays-leader',
    symptom: 'a leader goes on leading though a newer term has begun',
    of: ['raft/steps-down', 'raft/election-safety', 'woken-leader', 'reelection'],
    steps: [
      'Through which messages could this server have heard of the newer term? Find the place in your code ' +
        'for each kind, requests and replies. What does it do there?',
      'If a request or a reply has a term above the current one, take that term over and become a ' +
        'follower, whatever you are (§5.1; Figure 2, rules for all servers).',
      'Write one function for it: given a term that is newer, it sets the term, makes the vote free and ' +
        'the role follower. Call it first in every handler and first after every `await` of a call, also ' +
        'of those that failed and of those you are otherwise not interested in. A leader is no exception.',
    ],
  },
  {
    word: 'never-stands-again',
    symptom: 'a leader steps down, and nobody follows it',
    of: ['raft/leader-elected', 'deposed-leader'],
    steps: [
      'After the server stepped down: which of its timers were still running? Log it when one is set, ' +
        'when it fires and when it is stopped.',
      'A follower that hears nothing stands for election (§5.2), however it became one: also a leader ' +
        'that was deposed by a reply, to which no leader has spoken yet.',
      'Either let the election timer run for ever, and let it do nothing while you lead; or start it in ' +
        'the one function that makes you a follower. Do not leave it to the next heartbeat or vote: there may be none.',
    ],
  },
  {
    word: 'leader-replaced',
    symptom: 'a healthy leader is replaced, or a follower stands that hears it',
    of: ['raft/leader-keeps-office', 'late-heartbeats', 'initial-election', 'drifting-clocks'],
    steps: [
      'How much time lies between two heartbeats, and how much between the last one and the moment at ' +
        'which the follower stood? How many may be lost or late in that time?',
      'The election timeout must be much longer than a heartbeat takes to come (§5.6). The handout allows ' +
        'ten heartbeats a second, and a follower that heard one must keep still for 250 ms. So the 150 to ' +
        '300 ms of the paper do not fit.',
      'Send one every 100 ms, and draw timeouts from 300 ms upwards. Set the timer back at every append ' +
        'of the current term, whatever else is wrong with it: a refused one comes from the leader too. ' +
        'Clocks may differ by a fifth each way, so 200 ms of heartbeat pause leave no room.',
    ],
  },
  {
    word: 'waits-for-the-dead',
    symptom: 'followers hear nothing from their leader while another server is away',
    of: ['raft/leader-keeps-office', 'followers-away', 'one-way-cuts'],
    steps: [
      'When was the last heartbeat sent to the follower that stood, and what was the leader waiting for after that?',
      'A call to a server that is cut off may hang for 7 s (handout). The heartbeats of one follower ' +
        'depend neither on the answers of another nor on those to its own earlier ones: a leader sends them regularly (§5.2).',
      'Start a call to each follower without waiting for it, and deal with the reply in a function of its ' +
        'own: `void this.heartbeat(peer)`. Let a timer decide when the next one goes out, not the return ' +
        'of the last. So no `await` of a call in a loop over peers, and none in the loop of the timer.',
    ],
  },
  {
    word: 'who-leads',
    symptom: 'in calm weather the servers do not have one leader and one term',
    of: ['raft/leader-recognized', 'reelection', 'no-majority'],
    steps: [
      'The failure says what each server reports. For the one that differs: which messages of the leader ' +
        'reached it since, and what became of its term and role?',
      'A new leader tells everybody at once by a heartbeat (§5.2). Whoever gets it enters that term, and ' +
        'a candidate of the same term gives up (§5.2: the leader’s term is at least as large as its own).',
      'In the append handler: a newer term is taken over; then, if the term is the current one, become a ' +
        'follower, also when you are a candidate of that very term. Send the first heartbeat when elected ' +
        'and not a whole interval later. `getState` shows the term and role as they are, not as they were at the last election.',
    ],
  },
  {
    word: 'term-goes-back',
    symptom: 'the term of a server goes back, or is no number',
    of: ['raft/term-monotonic', 'late-votes'],
    steps: [
      'Find every assignment to the current term. Which of them could have run with an older value?',
      'Terms only grow (§5.1). A message of an older term is refused, and the answer carries the newer one.',
      'Assign it in two places only: plus one when standing, and in the function that takes over a term ' +
        'that is newer, which does nothing otherwise. Never write back a term that you kept before an ' +
        '`await`. If it is no number, look for a field that a message does not have.',
    ],
  },
  {
    word: 'too-many-calls',
    symptom: 'elections or heartbeats take too many calls',
    of: ['raft/rpc-economy', 'heartbeat-economy'],
    steps: [
      'Count the calls to one follower in an idle second. Which line makes each of them, and how many ' +
        'such loops run at the same time?',
      'At most ten heartbeats a second to each follower, and 30 calls until the first leader is there ' +
        '(handout: limits).',
      'One heartbeat every 100 ms and follower, from one loop. If each election won starts another loop ' +
        'and none ends, the number grows with the elections: end the loop when you no longer lead that ' +
        'term. Ask for a vote again after a while, not in a loop as quick as the answers.',
    ],
  },
];
