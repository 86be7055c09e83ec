import { createProgram } from './program.ts';
import { reportFailure } from './terminal/failure.ts';
import type { Io } from './terminal/io.ts';

/** Runs one command. `argv` is what follows the program's name; gives the exit status and never rejects. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  let status = 0;
  const program = createProgram(io, (told) => {
    status = told;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    return reportFailure(error, io);
  }
}
