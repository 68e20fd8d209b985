import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lowerBody, lowerWorkspaceFile, type RecordKind, sameValues } from '../../../server/src/model/document.ts';
import type { Field } from '../../../server/src/model/field.ts';
import { read } from '../../../server/src/syntax/read.ts';
import { tapeOf } from '../../../server/src/syntax/tape.ts';
import { partOf } from './arbitrary.ts';
import { lowerText } from './reading.ts';
import { EVERY_KEY, EVERY_SETTING } from './sample.ts';

/** Every field of a lowered value. */
function* fieldsOf(part: unknown): Iterable<Field<unknown>> {
  if (typeof part !== 'object' || part === null) return;
  if ('text' in part) yield part as Field<unknown>;
  else for (const inner of Object.values(part)) yield* fieldsOf(inner);
}

const document = partOf('document', [], { wrong: 8 });

describe('lowering anything', () => {
  it('keeps of every field the place that its text was read from', () => {
    let count = 0;
    fc.assert(
      fc.property(document, (value) => {
        const text = JSON.stringify(value);
        for (const { data } of lowerText(text, 'json').records) {
          for (const field of fieldsOf(data)) {
            const { start, end } = field.span;
            const written: unknown = JSON.parse(text.slice(start, end));
            if (typeof written === 'object' && written !== null)
              assert.deepEqual([field.text, field.value], ['', undefined]);
            else assert.equal(field.text, String(written));
            count += 1;
          }
        }
      }),
    );
    assert.ok(count > 500);
  });

  it('reports within the text, and no more than a key, a scalar or a bracket pair', () => {
    fc.assert(
      fc.property(document, (value) => {
        const text = JSON.stringify(value);
        for (const { span, suggestion } of lowerText(text, 'json').issues) {
          const marked = text.slice(span.start, span.end);
          const parsed: unknown = JSON.parse(marked);
          assert.ok(typeof parsed !== 'object' || parsed === null || Object.keys(parsed).length === 0, marked);
          if (suggestion) assert.deepEqual(suggestion.span, span);
        }
      }),
    );
  });

  it('gives the same values whatever the layout', () => {
    fc.assert(
      fc.property(document, (value) => {
        const flat = lowerText(JSON.stringify(value), 'json');
        const spread = lowerText(JSON.stringify(value, null, 2), 'json');
        assert.equal(flat.records.length, spread.records.length);
        flat.records.forEach(({ data }, index) => {
          assert.ok(sameValues(data, spread.records[index]?.data as typeof data));
        });
        assert.deepEqual(
          flat.issues.map(({ message, path }) => [message, path]),
          spread.issues.map(({ message, path }) => [message, path]),
        );
      }),
    );
  });

  it('never throws, however a text is cut or patched', () => {
    const at = fc.nat({ max: EVERY_KEY.length });
    const patch = fc.constantFrom(
      '',
      ' ',
      '\n',
      ': ',
      '- ',
      '{',
      ']',
      '"',
      '\t',
      'x',
      '#',
      '\n  - ',
      'null',
      '&a',
      '*a',
    );
    fc.assert(
      fc.property(at, fc.nat({ max: 40 }), patch, (start, length, inserted) => {
        for (const whole of [EVERY_KEY, EVERY_SETTING]) {
          const text = whole.slice(0, start) + inserted + whole.slice(start + length);
          const { root } = read({ format: 'yaml', text });
          const tape = root && tapeOf(root, text);
          const { issues } = lowerBody(tape, { opensList: undefined });
          for (const { span } of [...issues, ...lowerWorkspaceFile(tape).issues]) {
            assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('messages', () => {
  const SECRET = 'Zzyzx';
  const secrets = [SECRET, `${SECRET}-1 2`, `x ${SECRET}`];
  const client = partOf('client', [], { wrong: 20, scalars: secrets });
  const personal = ['name', 'birthDate', 'sex', 'address'];

  function messagesOf(list: string, record: unknown): readonly string[] {
    return lowerText(JSON.stringify({ [list]: [record] }), 'json').issues.map(
      (issue) => issue.message + JSON.stringify(issue.suggestion),
    );
  }

  it('never quote what stands in a private part of a client', () => {
    let issues = 0;
    fc.assert(
      fc.property(client, (value) => {
        if (typeof value !== 'object' || value === null) return;
        const record = Object.fromEntries(Object.entries(value).filter(([key]) => personal.includes(key)));
        for (const message of messagesOf('clients', record)) {
          assert.ok(!message.includes(SECRET), message);
          issues += 1;
        }
      }),
    );
    assert.ok(issues > 100);
  });

  const broken: Readonly<Record<string, readonly (readonly [list: string, kind: RecordKind, record: unknown])[]>> = {
    'a name as a key of the name': [['clients', 'client', { name: { [SECRET]: null } }]],
    'a name as a key of the record': [
      ['clients', 'client', { [SECRET]: null }],
      ['providers', 'provider', { [SECRET]: null }],
      ['sessions', 'session', { [SECRET]: 'said' }],
    ],
    'a narrative that became a mapping': [
      ['sessions', 'session', { summary: { [`Client ${SECRET}`]: SECRET }, goals: [{ [SECRET]: 1 }] }],
    ],
    'a member id or a subscriber': [
      ['clients', 'client', { coverage: [{ memberId: [SECRET], subscriber: { relationship: SECRET, [SECRET]: 1 } }] }],
      ['clients', 'client', { coverage: [{ subscriber: SECRET }] }],
    ],
    'a caregiver': [['sessions', 'session', { caregivers: [SECRET, { [SECRET]: 1 }, { name: [SECRET] }] }]],
  };
  for (const [what, records] of Object.entries(broken)) {
    it(`never quote ${what}`, () => {
      for (const [list, , record] of records) {
        const messages = messagesOf(list, record);
        assert.ok(messages.length > 0);
        for (const message of messages) assert.ok(!message.includes(SECRET), message);
      }
    });
  }

  it('quote no long text and none of several lines', () => {
    for (const text of ['x'.repeat(41), 'a\nb', 'a\rb']) {
      const [message] = messagesOf('claims', { id: 'C', client: 'C', payer: 'p', lines: [], created: text });
      assert.equal(message, '"created" must be a date like 2026-03-02undefined');
    }
  });
});
