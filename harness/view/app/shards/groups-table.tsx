import { Fragment } from 'preact';
import { rangesText } from '../../../check/ranges-text.ts';
import { type GroupServer, groupsAt } from '../model/groups-at.ts';
import { nameOf, type Run } from '../model/run.ts';
import { groupName, type Sharding } from '../model/sharding.ts';

export interface GroupsTableProps {
  readonly run: Run;
  readonly sharding: Sharding;
  readonly position: number;
}

/** After the selected step: what each group has by the newest configuration, and how far its servers are. */
export function GroupsTable({ run, sharding, position }: GroupsTableProps) {
  const { newest, groups } = groupsAt(run, sharding, position);
  // A shard controller may be alone in its world.
  const hasServers = groups.some(({ servers }) => servers.length > 0);
  return (
    <table class="changes groups">
      <caption>
        After this step
        {newest === undefined
          ? ' no configuration is known'
          : `, configuration ${newest} is the newest known`}
      </caption>
      <thead>
        <tr>
          <th scope="col">group</th>
          <th scope="col">its shards</th>
          {hasServers && <th scope="col">configuration of its servers</th>}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ gid, shards, servers }) => (
          <tr key={gid}>
            <th scope="row">{groupName(gid)}</th>
            <td>{shards.length === 0 ? <i class="muted">none</i> : rangesText(shards)}</td>
            {hasServers && (
              <td>
                {servers.map((server, index) => (
                  <Fragment key={server.actor}>
                    {index > 0 && ', '}
                    <Server run={run} server={server} />
                  </Fragment>
                ))}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ServerProps {
  readonly run: Run;
  readonly server: GroupServer;
}

function Server({ run, server }: ServerProps) {
  const { actor, number, awaited, isUp, isLeader } = server;
  return (
    <span class="server">
      {nameOf(run, actor)}
      {isLeader && <span title="leads"> ★</span>} {number ?? <i class="muted">none seen</i>}
      {awaited.length > 0 && ` awaits ${rangesText(awaited)}`}
      {!isUp && ' (down)'}
    </span>
  );
}
