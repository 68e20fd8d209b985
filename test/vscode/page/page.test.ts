import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

const FILE = 'march.sessions.yaml';

/** The examples as a person sees them who has installed the extension. */
describe('on the page', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open('examples/clinic');
    await workbench.openFile(FILE);
  });
  after(() => workbench?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.picture('failed');
  });

  it('a wrong number of units is underlined', async () => {
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await workbench.picture('findings');
  });

  it('hovering over the units shows the finding and the calculation', async () => {
    await workbench.hover('units: 5', '5');
    const text = await workbench.hoverText();
    assert.match(text, /5 units/);
    assert.match(text, /53/);
    await workbench.picture('hover-units');
  });

  it('hovering over a code explains it', async () => {
    await workbench.hover('code: 97153', '97153');
    assert.match(await workbench.hoverText(), /97153/);
    await workbench.picture('hover-code');
  });

  it('Ctrl+. offers to set the units, and does', async () => {
    const menu = await workbench.quickFixes('units: 5', '5');
    await menu.getByText('Set units to 4').waitFor();
    await workbench.picture('quick-fix');
    await menu.getByText('Set units to 4').click();
    await workbench.line('units: 5').waitFor({ state: 'detached' });
    await workbench.picture('fixed');
    await workbench.page.keyboard.press('Control+Z');
    await workbench.line('units: 5').first().waitFor();
    await workbench.page.locator('.squiggly-error').first().waitFor();
  });

  it('typing the right number clears the finding', async () => {
    const before = await workbench.page.locator('.squiggly-error').count();
    await workbench.click('units: 5', '5');
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Backspace');
    await workbench.page.keyboard.type('4');
    await workbench.squiggles(before - 1);
    await workbench.page.keyboard.press('Control+Z');
    await workbench.page.keyboard.press('Control+Z');
    await workbench.squiggles(before);
  });

  it('"Explain this finding" opens the calculation beside the file', async () => {
    const menu = await workbench.quickFixes('units: 5', '5');
    await menu.getByText('Explain this finding').click();
    assert.match(await workbench.previewText(/53/), /midpoint/);
    await workbench.picture('explanation');
    await workbench.preview().getByText(`${FILE}:10`).first().click();
    await workbench.page.getByText('Ln 10, Col 1').waitFor();
  });

  it('the Problems panel lists the findings of all files, each with its rule', async () => {
    await workbench.page.keyboard.press('Control+Shift+M');
    const problems = workbench.page.locator('.markers-panel');
    await problems.getByText('march-saturdays.sessions.yaml').first().waitFor();
    await workbench.picture('problems');
    await problems.getByText('cap-exceeded').first().click();
    await workbench.previewText(/cap-exceeded/);
    await workbench.picture('rule-page');
    await workbench.page.keyboard.press('Control+Shift+M');
  });

  it('the language status says which policy applies', async () => {
    await workbench.click('units: 5', '5');
    await workbench.page.locator('[id="status.languageStatus"]').click();
    const status = workbench.page.locator('.hover-language-status');
    await status
      .getByText(/^Polic(y|ies): /)
      .first()
      .waitFor();
    await status.getByText('Configuration: aba-billing.yaml').first().waitFor();
    await workbench.picture('status');
  });
});
