import { closeEditors, expectFindings, open, running } from '../../support.ts';

/** Two clinics that share ids and nothing else: 53 minutes are four units by midpoint, three where only whole ones count. */
describe('two folders', () => {
  before(running);
  afterEach(closeEditors);

  it('have each its own records and its own configuration', async () => {
    await expectFindings('south/march.sessions.yaml', ['units-exceed-time "4"']);
    await expectFindings('north/march.sessions.yaml', []);
  });

  it('keep them apart while files are open', async () => {
    await open('north/march.sessions.yaml');
    await open('south/march.sessions.yaml');
    await expectFindings('south/march.sessions.yaml', ['units-exceed-time "4"']);
    await expectFindings('north/march.sessions.yaml', []);
  });
});
