import type { Connection } from 'vscode-languageserver/node';

/** Work that is done sooner shows no progress. */
const DELAY_MS = 500;

/** Progress of work that may take long, shown by clients that can. */
export class Progress {
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  #reporter: { report(percentage: number, message: string): void; done(): void } | undefined;
  #ended = false;

  constructor(connection: Connection, enabled: boolean, title: string) {
    if (enabled) this.#timer = setTimeout(() => void this.#show(connection, title).catch(() => {}), DELAY_MS);
  }

  report(done: number, total: number): void {
    this.#reporter?.report(Math.round((100 * done) / Math.max(1, total)), `${done} of ${total} files`);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#reporter?.done();
  }

  async #show(connection: Connection, title: string): Promise<void> {
    const reporter = await connection.window.createWorkDoneProgress();
    if (this.#ended) return;
    reporter.begin(title, 0);
    this.#reporter = reporter;
  }
}
