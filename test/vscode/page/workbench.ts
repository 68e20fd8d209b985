/** VS Code in a browser with the packaged extension installed, driven as a person drives it. */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { ROOT, TEST_RESULTS, VSCODE_TEST } from '../../../scripts/paths.ts';
import { launchBrowser } from '../../../scripts/vscode/browser.ts';
import { installNpmHost, installVsix, type NpmHost, startNpmHost } from '../../../scripts/vscode/npm-host.ts';
import { writeUserSettings } from '../../../scripts/vscode/profile.ts';

const RUN = `${VSCODE_TEST}/run/page`;

/** The packaged extension in the repository's root. */
function vsix(): string {
  const [name, ...others] = readdirSync(ROOT).filter((file) => file.endsWith('.vsix'));
  if (name === undefined || others.length > 0) throw new Error('Expected one .vsix: run `npm run package` first.');
  return `${ROOT}/${name}`;
}

export class Workbench {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #host: NpmHost;
  #pictures = 0;

  private constructor(page: Page, browser: Browser, host: NpmHost) {
    this.page = page;
    this.#browser = browser;
    this.#host = host;
  }

  /** Opens a fresh copy of a folder, given by its path in the repository, with user settings beside the usual ones. */
  static async open(folder: string, settings: Readonly<Record<string, unknown>> = {}): Promise<Workbench> {
    rmSync(RUN, { recursive: true, force: true });
    mkdirSync(TEST_RESULTS, { recursive: true });
    const copy = `${RUN}/${folder.split('/').at(-1)}`;
    cpSync(`${ROOT}/${folder}`, copy, { recursive: true });
    const options = { userDataDir: `${RUN}/profile`, extensionsDir: `${RUN}/extensions` };
    writeUserSettings(options.userDataDir, settings);
    await installNpmHost();
    await installVsix(vsix(), options);
    const browser = await launchBrowser();
    const host = await startNpmHost(options);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const workbench = new Workbench(page, browser, host);
    await page.goto(host.address(copy));
    await page.getByRole('treeitem').first().waitFor();
    return workbench;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#host.process.stop();
  }

  /** Opens a file of the folder by its name and waits for its text. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#quickInput().fill(name);
    await this.page.getByRole('option', { name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('tab', { name }).waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /** Runs a command of the Command Palette by its title. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.#quickInput().fill(`>${title}`);
    await this.page.getByRole('option', { name: title }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** A line of the editor's visible text. */
  line(text: string): Locator {
    // The editor draws spaces as no-break spaces.
    return this.editor()
      .locator('.view-line')
      .filter({ hasText: new RegExp(text.replaceAll(' ', '\\s')) });
  }

  /** Moves the mouse away, so that no hover covers the text. */
  async #leave(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.#hover().waitFor({ state: 'hidden' });
  }

  /** The middle of a word of the first such line. */
  async #middleOf(line: string, word: string): Promise<{ x: number; y: number }> {
    const place = this.line(line).first().locator('span span', { hasText: word }).last();
    await place.waitFor();
    const box = await place.boundingBox();
    if (box === null) throw new Error(`Not to be seen: ${word} in ${line}`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Clicks a word as the mouse does: the editor's own text would be scrolled out of its place by a locator's click. */
  async click(line: string, word: string): Promise<void> {
    await this.#leave();
    const { x, y } = await this.#middleOf(line, word);
    await this.page.mouse.click(x, y);
  }

  /**
   * Puts the cursor into a word and opens its quick fixes. VS Code looks for them by itself a moment after the cursor has moved, and
   * an earlier Ctrl+. would be cut short by that: its light bulb says that it has looked.
   */
  async quickFixes(line: string, word: string): Promise<Locator> {
    const bulb = this.editor().locator('[class*="codicon-gutter-lightbulb"], .lightBulbWidget:visible').first();
    await this.click('sessions:', 'sessions');
    await bulb.waitFor({ state: 'hidden' });
    await this.click(line, word);
    await bulb.waitFor();
    await this.page.keyboard.press('Control+.');
    return this.page.locator('.action-widget');
  }

  async hover(line: string, word: string): Promise<void> {
    await this.#leave();
    const { x, y } = await this.#middleOf(line, word);
    await this.page.mouse.move(x, y, { steps: 3 });
    await this.#hover().waitFor();
    // Providers answer one after the other; `Loading...` stands for those that have not.
    await this.#hover().getByText('Loading...').waitFor({ state: 'detached' });
  }

  async hoverText(): Promise<string> {
    return this.#hover().innerText();
  }

  /** Waits until so many errors are underlined. */
  async squiggles(count: number): Promise<void> {
    const errors = this.page.locator('.squiggly-error');
    await errors.nth(count).waitFor({ state: 'detached' });
    if (count > 0) await errors.nth(count - 1).waitFor();
  }

  /** The Markdown preview: a page in a page in a page. */
  preview(): Locator {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame').locator('body');
  }

  /** The text of the Markdown preview once it shows what is looked for. */
  async previewText(expected: RegExp): Promise<string> {
    await this.preview().filter({ hasText: expected }).waitFor();
    return this.preview().innerText();
  }

  #hover(): Locator {
    return this.page.locator('.monaco-hover:visible .monaco-hover-content').first();
  }

  /** Keeps a picture of the page in test-results/, numbered in the order of the run. */
  async picture(name: string): Promise<void> {
    this.#pictures += 1;
    const number = String(this.#pictures).padStart(2, '0');
    await this.page.screenshot({ path: `${TEST_RESULTS}/${number}-${name}.png` });
  }

  #quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input');
  }
}
