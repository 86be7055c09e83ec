import { runCli } from './run-cli.ts';
import { processIo } from './terminal/io.ts';

// Whoever reads our output may stop early, as in `rolecall plan roles | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

process.exitCode = await runCli(process.argv.slice(2), processIo());
