import { type ChildProcess, spawn } from 'node:child_process';

/** A child process at the head of its own process group, so that it and all it starts can be stopped by id. */
export interface Running {
  readonly pid: number;
  /** Everything it has written so far on both streams. */
  output(): string;
  /** Resolves with the exit code (null after a signal) once the process has ended. */
  readonly exited: Promise<number | null>;
  /** Asks the whole group to end, insists after three seconds, and resolves when the process is gone. */
  stop(): Promise<void>;
}

const running = new Set<number>();

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}

process.on('exit', () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  // `exit` above then ends every group that is still alive.
  process.on(signal, () => process.exit(code));
}

/** Starts a long-running process; it ends with this one at the latest. */
export function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Running {
  const child: ChildProcess = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
  const { pid } = child;
  if (pid === undefined) throw new Error(`Cannot start ${command}.`);
  running.add(pid);
  let text = '';
  child.stdout?.on('data', (data) => (text += data));
  child.stderr?.on('data', (data) => (text += data));
  const exited = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      running.delete(pid);
      resolve(code);
    });
  });
  return {
    pid,
    output: () => text,
    exited,
    stop: async () => {
      signalGroup(pid, 'SIGTERM');
      const insist = setTimeout(() => signalGroup(pid, 'SIGKILL'), 3000);
      await exited;
      clearTimeout(insist);
      signalGroup(pid, 'SIGKILL');
    },
  };
}

/** Runs a command to its end with its output shown, or kept back and put into the error when `quiet`. */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; quiet?: boolean } = {},
): Promise<void> {
  const { code, output } = await complete(command, args, options);
  if (code !== 0) throw new Error(`\`${command} ${args.join(' ')}\` ended with ${code}.\n${output}`.trimEnd());
}

/** Runs a command to its end and says how it ended; `output` is empty unless `quiet`. A missing command has code 127. */
export function complete(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; quiet?: boolean } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
    });
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
