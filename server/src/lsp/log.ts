import type { Connection } from 'vscode-languageserver/node';

/** The client's log. It holds paths, counts and names of errors, never a file's content. */
export class Log {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  info(message: string): void {
    this.#write('info', message);
  }

  warn(message: string): void {
    this.#write('warn', message);
  }

  /** The error's own message may quote content, and is left out. */
  failure(what: string, error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error;
    const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    this.#write('error', [`${what} failed (${name})`, ...frames.slice(0, 8)].join('\n'));
  }

  /** Work that outlives the connection has nobody to tell. */
  #write(level: 'info' | 'warn' | 'error', message: string): void {
    try {
      this.#connection.console[level](message);
    } catch {}
  }

  /** Wraps a handler so that its failure costs its answer and a line in the log, not the server. */
  guard<A extends readonly unknown[], R>(what: string, fallback: R, handler: (...args: A) => R): (...args: A) => R {
    return (...args) => {
      try {
        return handler(...args);
      } catch (error) {
        this.failure(what, error);
        return fallback;
      }
    };
  }

  /** Lets asynchronous work fail without taking the server down. */
  async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failure(what, error);
    }
  }
}
