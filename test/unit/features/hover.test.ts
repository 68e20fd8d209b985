import assert from 'node:assert/strict';
import { hover } from '../../../server/src/features/hover.ts';
import { CODES } from '../../../server/src/tables/codes.ts';
import { note, type Opened, opened, PARTIES } from './opened.ts';

interface Shown {
  readonly text: string;
  readonly markdown: string;
}

function at({ engine, file, offset }: Opened): Shown | undefined {
  const found = hover(engine, file, offset);
  return found && { text: file.source.slice(found.span.start, found.span.end), markdown: found.markdown };
}

function shown(files: Readonly<Record<string, string>>): Shown {
  const found = at(opened(files));
  assert.ok(found, 'nothing is shown');
  return found;
}

const PARTY = { 'clinic.clients.yaml': PARTIES };

describe('hover on a procedure code', () => {
  it('explains it, and what this payer says', () => {
    const text = `sessions:\n${note('S-1', '4').replace('97153', '97|153')}`;
    const { text: hovered, markdown } = shown({ 'a.sessions.yaml': text, ...PARTY });
    assert.equal(hovered, '97153');
    for (const part of [
      '**97153** — **One-to-one treatment by protocol**',
      '**This payer** — Sunrise Health Plan, `sunrise` 2026-01-01 to 2026-12-31: payer sunrise',
      '| Units | 15 minutes a unit, midpoint rounding, a day’s minutes rounded once |',
      '40 units a day together with 97155',
      '| May render | technician, assistant or QHP |',
      '| Supervisor | required, QHP |',
      '| Fee | \\$25.00 a unit; \\$28.50 a unit with HO |',
      '| Covered | yes |',
      'sunrise: Provider manual 2026, p. 14 (2026-02-01)',
      '| Physician work RVU | None.',
      'CPT is a registered trademark of the American Medical Association.',
    ]) {
      assert.ok(markdown.includes(part), `${part}\n\n${markdown}`);
    }
  });

  it('says where nothing is known of the payer, and what is taken instead', () => {
    const { markdown } = shown({ 'a.sessions.yaml': `sessions:\n${note('S-1', '4').replace('97153', '|97153')}` });
    assert.match(markdown, /`builtin:default`.*no payer known \(assumed\)/);
    assert.match(markdown, /midpoint rounding/);
  });

  it('works wherever a code stands, in YAML and JSON', () => {
    const client = shown({ 'clinic.clients.yaml': PARTIES.replace('[97155, 97156]', '[97155, 97156|]') });
    assert.match(client.markdown, /97156.*\n/);
    assert.match(client.markdown, /\| Covered \| \*\*no\*\* \|/);
    const payer = shown({ 'a.payers.json': '{"payers": [{"id": "p", "covered": ["971|51"]}]}' });
    assert.equal(payer.text, '"97151"');
    const line = shown({
      'a.claims.json':
        '{"claims": [{"id": "C", "payer": "sunrise", "lines": [{"date": "2026-03-02", "code": "97|153"}]}]}',
      ...PARTY,
    });
    assert.match(line.markdown, /payer sunrise/);
  });

  for (const { code } of CODES) {
    it(`has a card for ${code} without an empty cell`, () => {
      const { markdown } = shown({ 'a.sessions.yaml': `sessions:\n  - code: "${code}|"\n` });
      assert.doesNotMatch(markdown, /^\| [^|]+\|\s*\|$|undefined|NaN|null/m);
    });
  }
});

describe('hover on units and times', () => {
  it('shows the calculation and where the caps stand', () => {
    const text = `sessions:\n${note('S-1', '5|')}${note('S-2', '2').replace('15:00', '16:00').replace('15:53', '16:30')}`;
    const { text: hovered, markdown } = shown({ 'a.sessions.yaml': text, ...PARTY });
    assert.equal(hovered, '5');
    assert.equal(
      markdown,
      `**Units of \`97153\`** — session S-1, 2026-03-02

1. Policy sunrise (2026-01-01 to 2026-12-31): payer sunrise${'  '}
   *sunrise: Provider manual 2026, p. 14 (2026-02-01)*
2. S-1: 15:00–15:53 is 53 min
3. S-2: 16:00–16:30 is 30 min
4. Billable minutes of 97153 → **83 min**
5. 83 min, midpoint (83–97 min give 6) → **6 units**${'  '}
   *builtin:cpt: ${sourceOfCpt(markdown)}
6. Billed by session S-1 → **5 units**
7. Billed by session S-2 → **2 units**

| | |
|:--|:--|
| Cap 32 units a day (verify) | 5 of 32 units on 2026-03-02 |
| Cap 160 units a week (verify) | 5 of 160 units in the week of 2026-03-01 |
| Cap 40 units a day (97153 + 97155) | 5 of 40 units on 2026-03-02 |
| Authorization AUTH-778 | 5 of 2080, 2075 left until 2026-06-30 |`,
    );
  });

  it('shows caps in hours, of all codes, with modifiers, and those that are to be verified', () => {
    const parties = `
clients:
  - { id: C-AVA, coverage: [{ payer: p }] }
payers:
  - id: p
    extends: builtin:cpt
    caps:
      - { hours: 40, per: week, verify: true }
      - { codes: [97153], units: 16, per: { months: 6 }, modifiers: [HM] }
      - { codes: [97153], hours: 2000, per: lifetime, withoutModifiers: [GT] }
`;
    const text = `sessions:\n${note('S-1', '5|', '    modifiers: [HM]\n')}`;
    const { markdown } = shown({ 'a.sessions.yaml': text, 'a.payers.yaml': parties });
    assert.equal(
      markdown.slice(markdown.indexOf('| Cap')),
      `| Cap 40 hours a week (all codes) (verify) | 1.25 of 40 hours in the week of 2026-03-01 |
| Cap 16 units in 6 months with HM | 5 of 16 units in the 6 months to 2026-03-02 |
| Cap 2000 hours in a lifetime without GT | 1.25 of 2000 hours up to 2026-03-02 |`,
    );
    const card = shown({
      'a.sessions.yaml': text.replace('5|', '5').replace('97153', '97|153'),
      'a.payers.yaml': parties,
    });
    assert.match(
      card.markdown,
      /\| Caps \| 40 hours a week together with all other codes \(verify\); 16 units in 6 months with HM; 2000 hours in a lifetime without GT \|/,
    );
  });

  it('does the same on start, end and non-billable time', () => {
    const more = '    nonBillable: [{ minutes: 1|3 }]\n';
    const { markdown } = shown({ 'a.sessions.yaml': `sessions:\n${note('S-1', '3', more)}`, ...PARTY });
    assert.match(markdown, /less 13 min non-billable/);
    assert.match(markdown, /40 min, midpoint/);
    const start = shown({
      'a.sessions.yaml': `sessions:\n${note('S-1', '4').replace('"15:00"', '"15:|00"')}`,
      ...PARTY,
    });
    assert.match(start.markdown, /15:00–15:53 is 53 min/);
  });

  it('works out what a note without units supports', () => {
    const text = `sessions:\n${note('S-1', '4').replace('"15:53"', '"15:5|3"').replace('    units: 4\n', '')}`;
    const { markdown } = shown({ 'a.sessions.yaml': text, ...PARTY });
    assert.match(markdown, /53 min, midpoint .* → \*\*4 units\*\*/);
    assert.match(markdown, /4 of 32 units on 2026-03-02/);
  });

  it('says why nothing can be worked out', () => {
    const text = `claims:\n  - id: C\n    client: C-AVA\n    payer: sunrise\n    lines:\n      - { date: 2026-03-02, code: 97153, units: |4, sessions: [S-9] }\n`;
    const { markdown } = shown({ 'a.claims.yaml': text, ...PARTY });
    assert.match(markdown, /Not worked out: no session S-9 in the workspace\./);
    assert.match(markdown, /4 of 32 units on 2026-03-02/);
  });

  it('points from a note to the line that bills it', () => {
    const files = {
      'a.sessions.yaml': `sessions:\n${note('S-1', '4|')}`,
      'a.claims.yaml': `claims:\n  - { id: CLM, client: C-AVA, payer: sunrise, lines: [{ date: 2026-03-02, code: 97153, units: 4, sessions: [S-1] }] }\n`,
      ...PARTY,
    };
    assert.match(shown(files).markdown, /Billed by claim CLM line 1/);
  });

  it('counts later services of the day in, and those after the week out', () => {
    const other = (id: string, date: string) => note(id, '4').replace('2026-03-02', date);
    const text = `sessions:\n${other('S-0', '2026-02-28')}${other('S-1', '2026-03-01')}${note('S-2', '4|')}${other('S-3', '2026-03-09')}`;
    const { markdown } = shown({ 'a.sessions.yaml': text, ...PARTY });
    assert.match(markdown, /8 of 160 units in the week of 2026-03-01/);
  });
});

describe('hover on ids', () => {
  const session = (part: string) => `sessions:\n${note('S-1', '4').replace(part.replace('|', ''), part)}`;

  it('says what a provider may do, without the name', () => {
    const { markdown } = shown({ 'a.sessions.yaml': session('provider: rbt-|lee'), ...PARTY });
    assert.match(markdown, /provider `rbt-lee`/);
    assert.match(markdown, /RBT \(technician\) 2025-04-01 to 2027-04-01/);
    assert.doesNotMatch(markdown, /Jordan|Lee/);
  });

  it('says what covers a client, without name, birth date or member id', () => {
    const { markdown } = shown({ 'a.sessions.yaml': session('client: C-|AVA'), ...PARTY });
    assert.match(markdown, /sunrise 2026-01-01 to …/);
    assert.match(markdown, /AUTH-778/);
    assert.doesNotMatch(markdown, /Ava|Diaz|2018|SYN/);
  });

  it('says what an authorization allows', () => {
    const { markdown } = shown({ 'a.sessions.yaml': session('authorization: AUTH|-778'), ...PARTY });
    assert.match(markdown, /97153: 2080 units; 97155 and 97156: 208 units together/);
  });

  it('says what is drawn from an authorization, what is left and how long it lasts', () => {
    const weeks = ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'];
    const notes = weeks.map((date, index) => note(`S-${index + 2}`, '4').replace('2026-03-02', date)).join('');
    const used = PARTIES.replace(
      '{ codes: [97155, 97156], units: 208 }',
      '{ codes: [97155, 97156], units: 208, perWeek: 8 }\n        used: [{ codes: [97153], units: 2000, through: 2026-01-31 }]',
    );
    const files = { 'a.sessions.yaml': `${session('authorization: AUTH|-778')}${notes}`, 'clinic.clients.yaml': used };
    const { markdown } = shown(files);
    assert.match(markdown, /Dates of service \| 2026-01-01 to 2026-06-30 \|/);
    assert.match(markdown, /97155 and 97156: 208 units together, 8 a week \|/);
    // 20 units in the 28 days to 2026-03-02... the first of them a service of 2026-02-09.
    assert.match(
      markdown,
      /97153: 2020 of 2080, 60 left, at 4 a week until 2026-06-15; 97155 and 97156: 0 of 208, 208 left/,
    );
  });

  it('shows renewals of one number side by side, and nothing of a number that is not known', () => {
    const renewal =
      '      - { number: AUTH778, payer: sunrise, from: 2026-07-01, services: [{ codes: [97153], perDay: 16 }] }\n';
    const parties = PARTIES.replace('providers:', `${renewal}providers:`);
    const files = { 'a.sessions.yaml': session('authorization: AUTH|-778'), 'clinic.clients.yaml': parties };
    const { markdown } = shown(files);
    assert.match(markdown, /\| from 2026-07-01 \|\n\| Services \| 97153: 16 a day \|\n\| Drawn \| 97153: 0 \|/);
    const unknown = session('authorization: AUTH|-778').replace('AUTH|-778', 'X|9');
    assert.doesNotMatch(shown({ ...files, 'a.sessions.yaml': unknown }).markdown, /\*\*authorization `/);
  });

  it('says what a note is', () => {
    const claims = 'claims:\n  - { id: C, lines: [{ sessions: [S-|1] }] }\n';
    const { markdown } = shown({ 'a.claims.yaml': claims, 'a.sessions.yaml': session('x|'.slice(2)) });
    assert.match(markdown, /session `S-1`/);
    assert.match(markdown, /15:00–15:53/);
  });

  it('says what a payer is, and what a bundled policy is', () => {
    const { markdown } = shown({ 'clinic.clients.yaml': PARTIES.replace('payer: sunrise, m', 'payer: sun|rise, m') });
    assert.match(markdown, /Sunrise Health Plan/);
    const builtin = shown({ 'clinic.clients.yaml': PARTIES.replace('builtin:default', 'builtin:|default') });
    assert.match(builtin.markdown, /bundled with ABA Billing/);
  });
});

describe('hover on anything else', () => {
  it('describes keys and closed lists of words', () => {
    const key = shown({ 'a.sessions.yaml': 'sessions:\n  - place|OfService: 12\n' });
    assert.equal(key.text, 'placeOfService');
    assert.match(key.markdown, /\*\*placeOfService\*\* — Place of service code/);
    const word = shown({ 'a.payers.yaml': 'payers:\n  - units: { rounding: mid|point }\n' });
    assert.match(word.markdown, /`cms-8-minute`/);
    const configured = shown({ 'aba-billing.yaml': 'default|Payer: x\n' });
    assert.match(configured.markdown, /Payer whose policy applies/);
  });

  it('does not repeat what identifies a person', () => {
    const { markdown } = shown({ 'clinic.clients.yaml': PARTIES.replace('first: Ava', 'first: A|va') });
    assert.doesNotMatch(markdown, /Ava/);
  });

  it('shows how a finding was found, unless the card says the same', () => {
    const late = note('S-2', '30').replace('"15:00"', '"16:00"').replace('"15:53"', '"23:30"');
    const over = shown({
      'a.sessions.yaml': `sessions:\n${note('S-1', '4')}${late.replace('units: 30', 'units: 3|0')}`,
      ...PARTY,
    });
    assert.match(over.markdown, /How `cap-exceeded` was found/);
    const exceeding = shown({ 'a.sessions.yaml': `sessions:\n${note('S-1', '5|')}`, ...PARTY });
    assert.doesNotMatch(exceeding.markdown, /How `units-exceed-time` was found/);
  });

  it('is silent on blanks, comments, free text and broken files', () => {
    for (const text of ['', '|', '# c|omment\n', 'sessions:\n  -| id: S\n', '[|', '{a: [b', '\u0000|']) {
      assert.doesNotThrow(() => at(opened({ 'a.sessions.yaml': text })));
    }
    assert.equal(at(opened({ 'a.sessions.yaml': 'sessions: # no|te\n  - id: S-1\n' })), undefined);
  });

  it('works in records that share a chunk, and in later documents of a stream', () => {
    const flow = shown({ 'a.sessions.yaml': 'sessions: [{ id: S-1, code: 97153 }, { id: S-2, code: 971|55 }]\n' });
    assert.match(flow.markdown, /\*\*97155\*\*/);
    const stream = shown({
      'a.sessions.yaml': 'sessions:\n  - id: S-1\n---\nsessions:\n  - id: S-2\n    code: 9715|6\n',
    });
    assert.match(stream.markdown, /\*\*97156\*\*/);
  });
});

/** The bundled policy's own words, which are not this test's business. */
function sourceOfCpt(markdown: string): string {
  return /builtin:cpt: (.*\*)/.exec(markdown)?.[1] ?? '';
}
