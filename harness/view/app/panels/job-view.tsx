import { useMemo } from 'preact/hooks';
import { shortText } from '../model/captured-text.ts';
import { type Attempt, type Job, type JobTask, jobAt, jobOf } from '../model/job.ts';
import { attemptWords, jobSummary, lastWrite, taskState } from '../model/job-words.ts';
import { nameOf, type Run } from '../model/run.ts';

/** Of more tasks only those are shown that are not simply done. */
const TASKS_MAX = 60;

export interface JobViewProps {
  readonly run: Run;
  readonly position: number;
  readonly onGo: (position: number) => void;
}

/** The tasks of a MapReduce job after the selected step: how far each is, who did it when. */
export function JobView({ run, position, onGo }: JobViewProps) {
  const whole = useMemo(() => jobOf(run), [run]);
  const job = useMemo(() => jobAt(whole, run, position), [whole, run, position]);
  const nowMs = run.times[position] ?? run.endMs;
  const common = { run, nowMs, job, onGo };
  return (
    <section class="panel job" aria-label="Job">
      <p>{jobSummary(run, job, nowMs)}</p>
      <div class="tables">
        <TaskTable {...common} phase="map" title="Map" />
        <TaskTable {...common} phase="reduce" title="Reduce" />
      </div>
      <p class="muted">
        A map is done when its last pair has been taken, which is before its files are written. Which reduce
        task a worker is at is known when it writes an output.
      </p>
    </section>
  );
}

interface TaskTableProps {
  readonly run: Run;
  readonly nowMs: number;
  readonly job: Job;
  readonly phase: JobTask['phase'];
  readonly title: string;
  readonly onGo: (position: number) => void;
}

function TaskTable({ run, nowMs, job, phase, title, onGo }: TaskTableProps) {
  const tasks = job.tasks.filter((task) => task.phase === phase);
  const isPlain = (task: JobTask) =>
    task.attempts.length === 1 && taskState(run, task, nowMs).tone === 'done';
  const remarkable = tasks.length > TASKS_MAX ? tasks.filter((task) => !isPlain(task)) : tasks;
  const shown = remarkable.slice(0, TASKS_MAX);
  const undetermined = phase === 'reduce' ? job.withoutOutput : [];
  return (
    <table class="changes">
      <thead>
        <tr>
          {[title, 'is', 'by'].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((task) => (
          <TaskRow key={task.name} run={run} nowMs={nowMs} doneMs={job.doneMs} task={task} onGo={onGo} />
        ))}
        {undetermined.length > 0 && (
          <tr>
            <th scope="row">not known which</th>
            <td class="muted">no output</td>
            <td>
              <Attempts run={run} name="" attempts={undetermined} doneMs={undefined} onGo={onGo} />
            </td>
          </tr>
        )}
        {tasks.length > shown.length && (
          <tr>
            <td colSpan={3} class="muted">
              and {tasks.length - shown.length} more
              {remarkable.length <= TASKS_MAX && ', each done once'}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

interface TaskRowProps {
  readonly run: Run;
  readonly nowMs: number;
  readonly doneMs: number | undefined;
  readonly task: JobTask;
  readonly onGo: (position: number) => void;
}

function TaskRow({ run, nowMs, doneMs, task, onGo }: TaskRowProps) {
  const { text, tone } = taskState(run, task, nowMs);
  const contents = lastWrite(task.attempts)?.contents;
  return (
    <tr>
      <th scope="row">{task.name}</th>
      <td>
        <span class={`task-state ${tone}`}>{text}</span>
        {contents !== undefined && (
          <div class="contents">
            <code>{shortText(contents, 60)}</code>
          </div>
        )}
      </td>
      <td>
        <Attempts run={run} name={task.name} attempts={task.attempts} doneMs={doneMs} onGo={onGo} />
      </td>
    </tr>
  );
}

interface AttemptsProps {
  readonly run: Run;
  readonly name: string;
  readonly doneMs: number | undefined;
  readonly attempts: readonly Attempt[];
  readonly onGo: (position: number) => void;
}

function Attempts({ run, name, attempts, doneMs, onGo }: AttemptsProps) {
  const isAfter = ({ writes }: Attempt) => (writes.at(-1)?.atMs ?? 0) > (doneMs ?? Number.POSITIVE_INFINITY);
  if (attempts.length === 0) return <span class="muted">nobody</span>;
  return (
    <ul class="attempts">
      {attempts.map((attempt) => (
        <li key={attempt.position}>
          <button type="button" class="link" onClick={() => onGo(attempt.position)}>
            {nameOf(run, attempt.actor)}
          </button>{' '}
          {attempt.end === 'died' && <b class="alarm">✗ </b>}
          {attemptWords(run, attempt, name)}
          {isAfter(attempt) && <b class="alarm">, after done() was true</b>}
        </li>
      ))}
    </ul>
  );
}
