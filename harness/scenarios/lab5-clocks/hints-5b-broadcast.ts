import type { Hint } from '../scenario.ts';

/** The broadcast of part 5b. */
export const BROADCAST_HINTS: readonly Hint[] = [
  {
    word: 'too-early',
    symptom: 'a payload is delivered before something that causally precedes it',
    of: ['broadcast/causal', 'chat', 'sender-order', 'transitive', 'broadcast-storm'],
    steps: [
      'Find the message that was delivered too early. What had its sender delivered when it broadcast ' +
        'that, and where in the message does it say so?',
      'A message waits until it is the next one of its sender, and everything is delivered here that ' +
        'its sender had delivered before (Birman, Schiper and Stephenson 1991, §5.1). What has arrived ' +
        'and waits does not count.',
      'Count deliveries by sender. A message with vector `V` from `s` may be delivered if `V[s]` is ' +
        'your count of `s` plus one, and for every other process `V[p]` is at most your count. Each ' +
        'entry by itself: no sums.',
    ],
  },
  {
    word: 'held-back',
    symptom: 'a payload that could be delivered is not',
    of: [
      'broadcast/held',
      'broadcast/lost',
      'chat',
      'independent',
      'unblocked',
      'payloads',
      'broadcast-storm',
    ],
    steps: [
      'Take the vector of the message that is held back, and your counts in that process. Which entry ' +
        'keeps it from being delivered, and what did that number count where it was sent? (If `payloads` ' +
        'alone fails: do you take equal payloads for copies?)',
      'Every number in the vector must be one of broadcasts, since the receiver counts nothing else: ' +
        'not receipts, not local events. What its sender had not delivered is nothing to wait for, even ' +
        'if it has been broadcast already.',
      'The sender counts its broadcast first and then copies its counts into the message; a receiver ' +
        'adds one for the sender of what it delivers. After each delivery look through all that waits ' +
        'again, from the start, until nothing can be delivered.',
    ],
  },
  {
    word: 'never-the-rest',
    symptom: 'the message that all others wait for comes, and some of them stay',
    of: ['broadcast/held', 'broadcast/lost', 'unblocked', 'sender-order', 'broadcast-storm'],
    steps: [
      'How often does your loop go through what waits when one message comes? Do you remove from the ' +
        'list that you go through?',
      'Each delivery may be what another message waits for, also one that stands earlier in the list. ' +
        'All of them are due in the same turn.',
      '`while` there is one that can be delivered: find it, remove it, count it, deliver it. Search ' +
        'anew each time; no `for … of` with `splice` in it, which skips an element.',
    ],
  },
  {
    word: 'delivered-twice',
    symptom: 'a copy of a message is delivered once more, or something that is no copy is dropped',
    of: ['broadcast/twice', 'broadcast/held', 'doubled', 'payloads', 'sender-order', 'broadcast-storm'],
    steps: [
      'Had the first copy been delivered when the second one came, or did it wait? What did you ' +
        'compare? And if only one came: does it still stand among what waits, when it has been delivered?',
      'A message is known by its sender and its number there. It has been delivered if the number is ' +
        'at most your count of that sender. Equal payloads may be different broadcasts, and a smaller ' +
        'number that comes late may be missing still.',
      'On arrival, drop it if `V[from] <= delivered[from]`, or if one with the same sender and number ' +
        'waits. Deliver only if `V[from] === delivered[from] + 1`, exactly, and remove it from what waits ' +
        'before you do.',
    ],
  },
  {
    word: 'answer-inside',
    symptom: 'all is well until an application answers from inside `deliver`',
    of: ['broadcast/causal', 'broadcast/held', 'broadcast/twice', 'answer-at-once'],
    steps: [
      'Write down the lines that run between `deliver(question)` and its return, when the application ' +
        'calls `broadcast(answer)` in there. Which counts does the answer take along? (If `chat` fails ' +
        'as well, begin there.)',
      'The answer comes after the question, and after nothing that the application has not been handed ' +
        'yet. Your counts must say just that whenever `deliver` is called.',
      'Remove and count one message, then `deliver` it, then look for the next. In `broadcast`: count, ' +
        'stamp and send to all, and `deliver` to yourself at the very end.',
    ],
  },
  {
    word: 'to-oneself',
    symptom: 'a process does not deliver its own payload in time, or with the wrong sender',
    of: ['broadcast/own', 'broadcast/from', 'chat', 'answer-at-once'],
    steps: [
      'Which line hands the payload to the application of the process that broadcasts? When does it ' +
        'run?',
      'The own application gets it like all others, once, before `broadcast` returns (the contract). ' +
        '`deliver` is told who broadcast it, which on receipt is not this process.',
      'Call `deliver(links.me, payload)` in `broadcast` itself, without `await`; and `deliver(from, ' +
        '…)` for what came from `from`, which has to be kept with what waits.',
    ],
  },
  {
    word: 'payload-changed',
    symptom: 'what is delivered is not what was broadcast',
    of: ['broadcast/invented', 'lab/exception', 'payloads'],
    thrown: ['JSON', 'BigInt'],
    steps: [
      'What do you do with a payload between `broadcast` and `deliver`? Which kinds of values survive ' +
        'that?',
      'A payload is whatever `links.send` can carry: `null` and `undefined`, a `Map`, bytes, a bigint. ' +
        'It is nothing that your code needs to look into.',
      'Put it into the message as it is, as one field beside the vector. No `JSON.stringify`, and no ' +
        'test such as `if (payload)`.',
    ],
  },
  {
    word: 'too-much-sent',
    symptom: 'more messages or bytes are sent than the limits allow',
    of: ['broadcast/messages', 'broadcast/bytes', 'chat', 'payloads', 'broadcast-storm'],
    steps: [
      'Who sends the message that is one too many, and on what occasion? Or what in a message grows ' +
        'from one broadcast to the next?',
      'One message to each other process is enough: links lose nothing, so nobody has to confirm, ask ' +
        'again or pass on. A vector says all there is to say of the past, in one number a process.',
      'In `broadcast`, one `links.send` for each process but yourself, with the payload and a vector. ' +
        'In `receive`, none.',
    ],
  },
];
