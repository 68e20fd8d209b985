import { Workbench } from './workbench.ts';

describe('the page', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.open('test/vscode/fixtures/clinic');
  });
  after(() => workbench.close());

  it('shows a billing file in the editor', async () => {
    await workbench.openFile('march.sessions.yaml');
    await workbench.line('units: 5').waitFor();
    await workbench.picture('editor');
  });
});
