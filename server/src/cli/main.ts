#!/usr/bin/env node
/** The command line: reads its arguments, runs one command, writes what it says and sets the exit code. */
import { debuglog, styleText } from 'node:util';
import { errorCode } from '../disk/node-file-system.ts';
import { writePieces } from '../disk/write-pieces.ts';
import { parseArguments, type Request } from './arguments.ts';
import { check } from './check.ts';
import { checklist } from './checklist.ts';
import { explain } from './explain.ts';
import { importMue, importPtp } from './import-ncci.ts';
import { installationOf } from './installation.ts';
import { type Outcome, type Surroundings, UsageError } from './outcome.ts';
import { ProgressLine } from './progress.ts';
import { harmless } from './reporters/excerpt.ts';
import { testPolicies } from './test-policies.ts';
import { units } from './units.ts';

const PROGRAM = 'aba-billing';
/** Of a terminal that does not say how wide it is. */
const DEFAULT_COLUMNS = 80;

/** What only whoever repairs the program wants to see: NODE_DEBUG=aba-billing. */
const debug = debuglog(PROGRAM);

async function main(): Promise<Outcome> {
  const surroundings = surroundingsNow();
  const request = parseArguments(process.argv.slice(2), surroundings.installation.version);
  return run(request, surroundings);
}

async function run(request: Request, surroundings: Surroundings): Promise<Outcome> {
  switch (request.command) {
    case 'check':
      return check(request.paths, request.options, surroundings);
    case 'checklist':
      return checklist(request.claims, request.options, surroundings);
    case 'units':
      return units(request.entries, request.options, surroundings);
    case 'explain':
      return explain(request.topic, surroundings);
    case 'test-policies':
      return testPolicies(request.paths, request.options, surroundings);
    case 'import-mue':
      return importMue(request.file, request.options, surroundings);
    case 'import-ptp':
      return importPtp(request.file, request.options, surroundings);
    case 'show':
      return { output: request.text, complaints: [], exitCode: 0 };
  }
}

function surroundingsNow(): Surroundings {
  const { stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    today: today(),
    paint: (style, text) => styleText(style, text, { stream: stdout }),
    columns: stdout.isTTY ? stdout.columns || DEFAULT_COLUMNS : undefined,
    progress: stderr.isTTY
      ? new ProgressLine(
          (text) => stderr.write(text),
          stderr.columns || DEFAULT_COLUMNS,
          () => performance.now(),
        )
      : undefined,
    installation: installationOf(process.argv[1] ?? ''),
  };
}

/** The local date, ISO. */
function today(): string {
  const now = new Date();
  const two = (figure: number) => String(figure).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** An error's own text may quote a file, so only its kind is told. */
function failed(error: unknown): Outcome {
  if (error instanceof UsageError) return { output: '', complaints: [error.message], exitCode: 2 };
  debug('%s', error instanceof Error ? error.stack : error);
  const kind = error instanceof Error ? error.name : 'error';
  return { output: '', complaints: [`This is a mistake in the program (${kind}). Please report it.`], exitCode: 2 };
}

/** The exit code is set before the output is written: whoever reads that may leave at any time. */
async function tell({ output, complaints, exitCode }: Outcome): Promise<void> {
  process.exitCode = exitCode;
  complaints.forEach(complain);
  await writePieces(output, process.stdout);
}

function complain(complaint: string): void {
  process.stderr.write(`${PROGRAM}: ${harmless(complaint)}\n`);
}

process.stdout.on('error', (error) => {
  // Whoever reads the output, `head` for one, may have seen enough.
  if (errorCode(error) === 'EPIPE') process.exit();
  complain(`The output cannot be written (${errorCode(error)}).`);
  process.exit(2);
});

// Of a long output a part is written before a piece of it fails.
main()
  .then(tell)
  .catch((error) => tell(failed(error)));
