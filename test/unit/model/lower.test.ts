import assert from 'node:assert/strict';
import type { Claim, Client, Payer, Provider, Session } from '../../../server/src/model/document.ts';
import { lower, lowerWorkspaceFile, type RecordKind } from '../../../server/src/model/document.ts';
import { read } from '../../../server/src/syntax/read.ts';
import { tapeOf } from '../../../server/src/syntax/tape.ts';
import { lowerOne, lowerText, slice, tapeOfText } from './reading.ts';
import { EVERY_KEY, EVERY_SETTING } from './sample.ts';

describe('lowering a document that uses every key', () => {
  const { records, issues } = lowerText(EVERY_KEY);
  const of = <T>(index: number) => records[index]?.data as T;

  it('finds nothing wrong and every record, in order', () => {
    assert.deepEqual(issues, []);
    assert.deepEqual(
      records.map(({ kind, data }) => `${kind} ${data.id?.value}`),
      [
        'session S-0302-AVA-1',
        'session S-2',
        'claim CLM-0301',
        'client C-AVA',
        'provider rbt-lee',
        'provider clinic',
        'payer sunrise',
      ],
    );
  });

  it('reads scalars from their text, quoted or not', () => {
    const [first, second] = [of<Session>(0), of<Session>(1)];
    assert.equal(first.code?.value, '97153');
    assert.equal(second.code?.value, '0362T');
    assert.equal(first.placeOfService?.value, '02');
    assert.equal(first.date?.value, '2026-03-02');
    assert.equal(second.date?.value, '2026-03-03');
    assert.equal(second.provider?.value, '7');
    assert.equal(first.units?.value, 3);
    assert.equal(first.clientPresent?.value, true);
    assert.equal(first.start?.value, '15:00');
    assert.equal(first.end?.value, '3:53 PM');
    assert.equal(first.summary?.value, 'Free text\non two lines.\n');
    assert.equal(second.summary?.value, '');
    assert.equal(second.units, undefined);
  });

  it('reads lists, nested objects, maps with free keys and unions', () => {
    const session = of<Session>(0);
    assert.deepEqual(
      session.technicians?.items.map((item) => item.value),
      ['rbt-lee', 'rbt-kim'],
    );
    assert.deepEqual(
      session.nonBillable?.items.map((item) => [
        item.start?.value,
        item.end?.value,
        item.minutes?.value,
        item.reason?.value,
      ]),
      [
        ['15:20', '15:25', undefined, 'break'],
        [undefined, undefined, 3, 'waiting'],
      ],
    );
    assert.equal(session.scheduled?.end?.value, '16:00');
    const claim = of<Claim>(2);
    assert.equal(claim.total?.value, 7500);
    assert.equal(claim.lines?.items[0]?.charge?.value, 7500);
    assert.equal(claim.lines?.items[0]?.minutes?.value, 53);
    const client = of<Client>(3);
    assert.equal(client.authorizations?.items[0]?.services?.items[1]?.perWeek?.value, 8);
    const payer = of<Payer>(6);
    assert.deepEqual(
      payer.units?.minutes?.entries.map(({ name, value }) => [name.value, value.value]),
      [
        ['default', 15],
        ['H0032', 60],
        ['99366', 'event'],
        ['97151-TJ', 'event'],
        ['97152-TJ', 'unknown'],
      ],
    );
    assert.deepEqual(
      payer.providers?.entries.map(({ name, value }) => [name.value, value.items.map((item) => item.value)]),
      [
        ['97153', ['technician', 'assistant', 'qhp']],
        ['97155', ['qhp']],
      ],
    );
    const [byDay, rolling] = payer.caps?.items.map((cap) => cap.per) ?? [];
    assert.ok(byDay && !('at' in byDay) && byDay.value === 'day');
    assert.ok(rolling && 'at' in rolling && rolling.days?.value === 180);
    const [person, clinic] = [of<Provider>(4).name, of<Provider>(5).name];
    assert.ok(person && 'at' in person && person.first?.value === 'Jordan');
    assert.ok(clinic && !('at' in clinic) && clinic.value === 'North Clinic');
    assert.deepEqual(of<Provider>(5).enrollments?.items, []);
  });

  it('keeps where everything stands', () => {
    const session = of<Session>(0);
    assert.equal(slice(EVERY_KEY, session.start?.span), '"15:00"');
    assert.equal(slice(EVERY_KEY, session.start?.key), 'start');
    assert.equal(slice(EVERY_KEY, session.modifiers?.span), '[HM]');
    assert.equal(slice(EVERY_KEY, session.modifiers?.key), 'modifiers');
    assert.equal(slice(EVERY_KEY, session.modifiers?.items[0]?.span), 'HM');
    assert.equal(session.modifiers?.items[0]?.key, undefined);
    assert.equal(slice(EVERY_KEY, session.at.firstKey), 'id');
    assert.equal(session.at.key, undefined);
    assert.equal(slice(EVERY_KEY, session.scheduled?.at.key), 'scheduled');
    assert.equal(slice(EVERY_KEY, session.scheduled?.at.span), '{ start: "15:00", end: "16:00" }');
    const minutes = of<Payer>(6).units?.minutes;
    assert.equal(slice(EVERY_KEY, minutes?.entries[1]?.name.span), 'H0032');
    assert.equal(slice(EVERY_KEY, minutes?.entries[1]?.value.key), 'H0032');
    assert.equal(slice(EVERY_KEY, minutes?.entries[1]?.value.span), '60');
  });

  it('reads the same from JSON', () => {
    const json =
      '{"sessions":[{"id":"S-1","client":"C","date":"2026-03-02","code":97153,"provider":"p","units":3,"clientPresent":true}]}';
    const {
      records: [record],
      issues: none,
    } = lowerText(json, 'json');
    assert.deepEqual(none, []);
    const session = record?.data as Session;
    assert.deepEqual([session.code?.value, session.units?.value, session.clientPresent?.value], ['97153', 3, true]);
    assert.equal(slice(json, session.id?.span), '"S-1"');
  });

  it('reads the workspace file', () => {
    const { settings, issues: none } = lowerWorkspaceFile(tapeOfText(EVERY_SETTING));
    assert.deepEqual(none, []);
    assert.deepEqual(
      settings?.rules?.entries.map(({ name, value }) => [name.value, 'at' in value ? value : value.value]),
      [
        ['units-below-time', 'off'],
        ['copied-note', 'warning'],
      ],
    );
    assert.equal(settings?.asOf?.value, '2026-03-31');
    assert.equal(settings?.suppressions?.items[0]?.until?.value, '2026-12-31');
  });
});

describe('structure issues', () => {
  const note = 'id: S-1\nclient: C\ndate: 2026-03-02\ncode: 97153\nprovider: p\n';
  const cases: readonly (readonly [what: string, yaml: string, said: readonly string[]])[] = [
    ['no issue', note, []],
    [
      'missing keys, all in one',
      'id: S-1\ncode: 97153\n',
      ['missing-key at «id»: this session note has no "client", "date" and "provider"'],
    ],
    [
      'an empty mapping',
      '{}',
      ['missing-key at «{}»: this session note has no "id", "client", "date", "code" and "provider"'],
    ],
    [
      'a key in another form',
      `${note}Units: 3\n`,
      ['unknown-key at «Units»: a session note has no key "Units"; "units" was probably meant'],
    ],
    [
      'a required key in another form is not missing, too',
      note.replace('provider', 'provider_id'),
      ['unknown-key at «provider_id»: a session note has no key "provider_id"; "provider" was probably meant'],
    ],
    ['a key like nothing known', `${note}Ava: 3\n`, ['unknown-key at «Ava»: a session note has no key of this name']],
    [
      'a key like one that is already there',
      `${note}units: 3\nUnits: 4\n`,
      ['unknown-key at «Units»: a session note has no key of this name'],
    ],
    [
      'two keys that mean the same',
      `${note}Units: 3\nunit: 4\n`,
      [
        'unknown-key at «Units»: a session note has no key "Units"; "units" was probably meant',
        'unknown-key at «unit»: a session note has no key of this name',
      ],
    ],
    [
      'the keys of a small object are listed',
      `${note}scheduled: { begin: "15:00" }\n`,
      ['unknown-key at «begin»: an appointment has no key "begin", only "start" and "end"'],
    ],
    [
      'no value',
      `${note}groupSize:\n`,
      ['no-value at «groupSize»: "groupSize" has no value; expected a whole number from 1'],
    ],
    [
      'null',
      `${note}units: ~\n`,
      ['no-value at «units»: "units" has no value; expected a whole number of units, 1 to 999'],
    ],
    [
      'an empty text',
      `${note}supervisor: ""\n`,
      ['no-value at «supervisor»: "supervisor" has no value; expected text that is not empty'],
    ],
    [
      'an empty item',
      `${note}modifiers: [HM, ""]\n`,
      ['no-value at «""»: an item of "modifiers" has no value; expected a modifier like HM'],
    ],
    [
      'a list for a scalar',
      `${note}units: [3]\n`,
      ['wrong-type at «units»: "units" is a list; expected a whole number of units, 1 to 999'],
    ],
    [
      'a mapping for a scalar',
      `${note}start:\n  at: "15:00"\n`,
      ['wrong-type at «start»: "start" is a mapping; expected a time like 15:00'],
    ],
    [
      'a scalar for a list',
      `${note}modifiers: HM\n`,
      ['wrong-type at «HM»: "modifiers" is a single value; expected a list ("[…]", or lines that begin with "- ")'],
    ],
    [
      'a mapping for a list',
      `${note}signatures:\n  by: p\n`,
      ['wrong-type at «signatures»: "signatures" is a mapping; expected a list ("[…]", or lines that begin with "- ")'],
    ],
    [
      'a scalar for a mapping',
      `${note}scheduled: 15:00–16:00\n`,
      ['wrong-type at «15:00–16:00»: "scheduled" is a single value; expected a mapping with any of "start" and "end"'],
    ],
    [
      'a mapping for an item that is a scalar',
      `${note}technicians:\n  - id: p\n`,
      ['wrong-type at «id»: an item of "technicians" is a mapping; expected text that is not empty'],
    ],
    [
      'a scalar for an item that is a mapping',
      `${note}signatures: [p]\n`,
      ['wrong-type at «p»: an item of "signatures" is a single value; expected a mapping with "by"'],
    ],
    [
      'a day that does not exist',
      note.replace('03-02', '02-30'),
      ['bad-value at «2026-02-30»: "date" must be a date like 2026-03-02, not "2026-02-30" (there is no such day)'],
    ],
    [
      'a date in another form',
      note.replace('2026-03-02', '2026/3/2'),
      [
        'bad-value at «2026/3/2»: "date" must be a date like 2026-03-02, not "2026/3/2"; "2026-03-02" was probably meant',
      ],
    ],
    [
      'another word for true',
      `${note}clientPresent: yes\n`,
      ['bad-value at «yes»: "clientPresent" must be true or false, not "yes"; "true" was probably meant'],
    ],
    [
      'a missing key of an item, at its first key',
      `${note}signatures:\n  - date: 2026-03-02\n`,
      ['missing-key at «date»: this signature has no "by"'],
    ],
    [
      'nothing of what rules of their own report',
      `${note.replace('97153', 'therapy')}units: 0\nstart: noon\nplaceOfService: home\nmodifiers: [Hmmm]\n`,
      [],
    ],
  ];
  for (const [what, yaml, expected] of cases) {
    it(`say: ${what}`, () => assert.deepEqual(lowerOne('session', yaml).said, expected));
  }

  it('suggest the key, or the text, that was clearly meant', () => {
    const yaml = 'id: C\nclient: C\npayer: p\nlines: []\nfrequency: Original\nplace: 1\nTotal: 5\n';
    assert.deepEqual(
      lowerOne('claim', yaml).issues.map(({ kind, suggestion }) => [
        kind,
        suggestion && { ...suggestion, span: slice(yaml, suggestion.span) },
      ]),
      [
        ['bad-value', { value: 'original', span: 'Original' }],
        ['unknown-key', undefined],
        ['unknown-key', { key: 'total', span: 'Total' }],
      ],
    );
  });

  it('name the part by its path, and all missing keys of an object', () => {
    const { issues } = lowerOne('claim', 'id: C\nclient: C\npayer: p\nlines:\n  - { date: x, Foo: 1 }\n');
    assert.deepEqual(
      issues.map(({ kind, path, missing }) => [kind, path, missing]),
      [
        ['bad-value', ['lines', 0, 'date'], undefined],
        ['unknown-key', ['lines', 0], undefined],
        ['missing-key', ['lines', 0], ['code', 'units']],
      ],
    );
  });

  it('are told in words that fit lists, maps and unions', () => {
    const { said } = lowerOne(
      'payer',
      `id: p
weekStart: Sunday
caps:
  - { codes: [97153], units: -1, per: fortnight }
  - { codes: [97153], units: 8, per: [day] }
  - { codes: [97153], units: 8, per: { weeks: 2 } }
units: { minutes: { H0032: an hour, "": 5 } }
documentation: { require: [goal, mood] }
fees: [{ code: 97153, rate: $25 }]
`,
    );
    assert.deepEqual(said, [
      'bad-value at «Sunday»: "weekStart" must be sunday, monday, tuesday, wednesday, thursday, friday or saturday, not "Sunday"; "sunday" was probably meant',
      'bad-value at «-1»: "units" must be a whole number from 0, not "-1"',
      'bad-value at «fortnight»: "per" must be day, week, month, year, authorization or lifetime, not "fortnight"',
      'wrong-type at «per»: "per" is a list; expected day, week, month, year, authorization or lifetime or a mapping with any of "days" and "months"',
      'unknown-key at «weeks»: a rolling period has no key "weeks", only "days" and "months"',
      'bad-value at «an hour»: "H0032" must be a whole number of minutes, event, or unknown, not "an hour"',
      'no-value at «""»: "minutes" has an empty key; expected a procedure code like 97153, or with a modifier like 97151-TJ',
      'bad-value at «goal»: an item of "require" must be a key of a session note, not "goal"; "goals" was probably meant',
      'bad-value at «mood»: an item of "require" must be a key of a session note, not "mood"',
      'bad-value at «$25»: "rate" must be an amount like 75.00, not "$25"; "25" was probably meant',
    ]);
  });
});

describe('what is wrong', () => {
  const claim = 'id: C\nclient: C\npayer: p\n';

  it('is unknown, and everything else is there', () => {
    const { record } = lowerOne(
      'claim',
      `${claim}total: [5]\nlines:\n  - 5\n  - { date: 2026-02-30, code: 97153, units: 3.5, modifiers: HM, sessions:  }\n  - { code: 97155 }\n`,
    );
    assert.deepEqual([record.total?.value, record.total?.text], [undefined, '']);
    const [notALine, line, last] = record.lines?.items ?? [];
    assert.deepEqual(Object.keys(notALine ?? {}), ['at']);
    assert.deepEqual([line?.date?.value, line?.date?.text], [undefined, '2026-02-30']);
    assert.deepEqual([line?.units?.value, line?.units?.text], [undefined, '3.5']);
    assert.equal(line?.code?.value, '97153');
    assert.deepEqual(
      line?.modifiers?.items.map((item) => [item.value, item.text]),
      [[undefined, 'HM']],
    );
    assert.deepEqual(
      line?.sessions?.items.map((item) => item.value),
      [undefined],
    );
    assert.equal(last?.code?.value, '97155');
  });

  it('is told apart from what is not written', () => {
    const { record } = lowerOne('session', 'id: S\nnonBillable: 5\nscheduled: 5\n');
    assert.deepEqual(
      record.nonBillable?.items.map((item) => Object.keys(item)),
      [['at']],
    );
    assert.deepEqual(Object.keys(record.scheduled ?? {}), ['at']);
    assert.equal(record.caregivers, undefined);
    const payer = lowerOne('payer', 'id: p\nunits: { minutes: 15 }\nproviders: 97153\ncaps: [{ per: [] }]\n').record;
    assert.deepEqual(
      payer.units?.minutes?.entries.map(({ name, value }) => [name.value, value.value]),
      [[undefined, undefined]],
    );
    assert.deepEqual(
      payer.providers?.entries.map(({ value }) => value.items.map((item) => item.value)),
      [[undefined]],
    );
    const per = payer.caps?.items[0]?.per;
    assert.ok(per && !('at' in per) && per.value === undefined);
  });

  it('does not hide the first of two equal keys', () => {
    const { record, issues } = lowerWithErrors('claim', `${claim}payer: q\nlines: []\n`);
    assert.equal(record?.payer?.value, 'p');
    assert.deepEqual(issues, []);
    const payer = lowerWithErrors('payer', 'id: p\nunits: { minutes: { H0032: 60, H0032: x } }\n');
    assert.deepEqual(payer.issues, []);
    assert.deepEqual(
      payer.record?.units?.minutes?.entries.map(({ value }) => value.value),
      [60],
    );
  });

  it('does not read keys of JavaScript objects', () => {
    const { record, said } = lowerOne('payer', 'id: p\n__proto__: { caps: [] }\nconstructor: 1\nat: 2\n');
    assert.equal(said.length, 3);
    assert.equal(Object.getPrototypeOf(record), Object.prototype);
    assert.deepEqual(Object.keys(record), ['at', 'id']);
  });
});

/** One record of a text that its reader finds fault with. */
function lowerWithErrors<K extends RecordKind>(kind: K, text: string) {
  const { root } = read({ format: 'yaml', text });
  assert.ok(root);
  return lower(kind, tapeOf(root, text));
}
