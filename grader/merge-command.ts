/** `npm run grade:merge -- OUT SHARD…`: makes one grading of those with `--shard`. */
import { runCommand } from './command-line.ts';
import { mergeFolders } from './merge-folders.ts';
import { readMergeOptions } from './merge-options.ts';

await runCommand('grade:merge', async () => {
  const options = readMergeOptions(process.argv.slice(2), process.env);
  if (options) await mergeFolders(options.out, options.shards, options.formats);
});
