import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { parse } from 'yaml';
import { generate } from '../../../scripts/generate/schemas.ts';
import {
  describePart,
  lowerTablesFile,
  lowerWorkspaceFile,
  type StructureIssue,
  type Subject,
} from '../../../server/src/model/document.ts';
import { type Json, partOf } from './arbitrary.ts';
import { lowerText, tapeOfText } from './reading.ts';
import { EVERY_KEY, EVERY_SETTING } from './sample.ts';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);

// The schemas for completion name no types, and a keyword that says nothing to a validator.
const typeless = new Ajv({ allErrors: true, strict: true, strictTypes: false, keywords: ['defaultSnippets'] });

function load(file: string, validator = ajv) {
  const text = readFileSync(new URL(`../../../schemas/${file}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  assert.equal(text, generate().get(`schemas/${file}`), 'npm run generate was not run');
  return validator.compile(JSON.parse(text));
}

const isDocument = load('document.schema.json');
const isWorkspaceFile = load('workspace-file.schema.json');
const isTablesFile = load('tables-file.schema.json');

function errorsOf(value: Json): readonly ErrorObject[] {
  isDocument(value);
  return isDocument.errors ?? [];
}

describe('JSON Schemas', () => {
  it('accept a document that uses every key, and its JSON', () => {
    const value = parse(EVERY_KEY) as Json;
    assert.deepEqual(errorsOf(value), []);
    assert.deepEqual(errorsOf(JSON.parse(JSON.stringify(value)) as Json), []);
  });

  it('accept a workspace file that uses every key', () => {
    assert.ok(isWorkspaceFile(parse(EVERY_SETTING)));
    assert.ok(!isWorkspaceFile(parse('rules: { a: on }')));
    assert.ok(!isWorkspaceFile(parse('asof: 2026-01-01')));
  });

  const session = 'id: S, client: C, date: 2026-03-02, code: 97153, provider: p';
  const refused: Readonly<Record<string, string>> = {
    'an unknown key': `sessions: [{ ${session}, Units: 3 }]`,
    'an unknown list': 'session: []',
    'a missing key': 'sessions: [{ id: S, client: C, date: 2026-03-02, code: 97153 }]',
    'a day that does not exist': `sessions: [{ ${session.replace('03-02', '02-30')} }]`,
    'a date in another form': `sessions: [{ ${session.replace('2026-03-02', '03/02/2026')} }]`,
    'a key without a value': `sessions: [{ ${session}, units: }]`,
    'a list for a scalar': `sessions: [{ ${session}, units: [3] }]`,
    'a scalar for a list': `sessions: [{ ${session}, modifiers: HM }]`,
    'a scalar record': 'sessions: [S]',
    'another word': 'claims: [{ id: C, client: C, payer: p, lines: [], frequency: Original }]',
    'an amount with a sign': 'claims: [{ id: C, client: C, payer: p, lines: [], total: -5 }]',
    'an amount in dollars': 'claims: [{ id: C, client: C, payer: p, lines: [], total: $5 }]',
    'another word in a list': 'payers: [{ id: p, documentation: { require: [goal] } }]',
    'an empty key in a map': 'payers: [{ id: p, providers: { "": [] } }]',
    'another period': 'payers: [{ id: p, caps: [{ codes: [], units: 1, per: { weeks: 2 } }] }]',
  };
  for (const [what, yaml] of Object.entries(refused)) {
    it(`refuse ${what}`, () => assert.notDeepEqual(errorsOf(parse(yaml) as Json), []));
  }

  it('agree with lowering on the structure of any document', () => {
    const seen = { right: 0, wrong: 0 };
    const documents = fc.oneof(partOf('document', [], { wrong: 0 }), partOf('document', [], { wrong: 1 }));
    fc.assert(
      fc.property(documents, (value) => {
        const { issues } = lowerText(JSON.stringify(value), 'json');
        seen[verdictsAgree('document', value, errorsOf(value), issues)] += 1;
      }),
      { numRuns: 400 },
    );
    assert.ok(seen.right > 20 && seen.wrong > 100, JSON.stringify(seen));
  });

  it('agree with lowering on any workspace file', () => {
    const seen = { right: 0, wrong: 0 };
    const files = fc.oneof(partOf('workspace-file', [], { wrong: 0 }), partOf('workspace-file', [], { wrong: 10 }));
    fc.assert(
      fc.property(files, (value) => {
        fc.pre(value !== null);
        isWorkspaceFile(value);
        const { issues } = lowerWorkspaceFile(tapeOfText(JSON.stringify(value), 'json'));
        seen[verdictsAgree('workspace-file', value, isWorkspaceFile.errors ?? [], issues)] += 1;
      }),
    );
    assert.ok(seen.right > 10 && seen.wrong > 10, JSON.stringify(seen));
  });

  it('agree with lowering on any tables file', () => {
    const seen = { right: 0, wrong: 0 };
    const files = fc.oneof(partOf('tables-file', [], { wrong: 0 }), partOf('tables-file', [], { wrong: 10 }));
    fc.assert(
      fc.property(files, (value) => {
        fc.pre(value !== null);
        isTablesFile(value);
        const { issues } = lowerTablesFile(tapeOfText(JSON.stringify(value), 'json'));
        seen[verdictsAgree('tables-file', value, isTablesFile.errors ?? [], issues)] += 1;
      }),
    );
    assert.ok(seen.right > 10 && seen.wrong > 10, JSON.stringify(seen));
  });
});

describe('schemas for completion', () => {
  for (const name of ['document', 'workspace-file', 'tables-file']) {
    const [strict, lenient] = ['schema', 'completion'].map((kind) => read(`${name}.${kind}.json`)) as [Part, Part];
    const isAccepted = load(`${name}.completion.json`, typeless);

    it(`describe and suggest for a ${name} what its schema does`, () => {
      assert.ok(told(strict).length > 10);
      assert.deepEqual(told(lenient), told(strict));
    });

    it(`accept any ${name}: what is wrong with it is the rules' to say`, () => {
      const anything = fc.oneof(partOf(name as Subject, [], { wrong: 1 }), fc.jsonValue() as fc.Arbitrary<Json>);
      fc.assert(fc.property(anything, (value) => isAccepted(value)));
    });
  }

  it('say how the value of every key begins: VS Code completes a key without them by its name alone', () => {
    const keys = parts(read('document.completion.json')).flatMap(({ properties }) => Object.values(properties ?? {}));
    assert.ok(keys.length > 50);
    for (const key of keys) {
      assert.ok(key.properties ?? key.items ?? key.oneOf ?? key.examples ?? key.defaultSnippets, JSON.stringify(key));
    }
  });
});

interface Part {
  readonly description?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly defaultSnippets?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | boolean;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
  readonly oneOf?: readonly Part[];
}

function read(file: string): Part {
  return JSON.parse(readFileSync(new URL(`../../../schemas/${file}`, import.meta.url), 'utf8')) as Part;
}

/** A part and the parts below it, each with its keys' names on the way. */
function parts(part: Part, path = ''): readonly (Part & { readonly path: string })[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = part;
  const below: readonly (readonly [string, Part])[] = [
    ...Object.entries(properties),
    ...(typeof additionalProperties === 'object' ? [['*', additionalProperties] as const] : []),
    ...(items ? [['[]', items] as const] : []),
    ...anyOf.map((alternative, index) => [`|${index}`, alternative] as const),
  ];
  return [{ ...part, path }, ...below.flatMap(([key, value]) => parts(value, `${path}/${key}`))];
}

/** What people are shown of each part: descriptions, and the words of a scalar. */
function told(schema: Part): readonly unknown[] {
  return parts(schema).map(({ path, title, description, enum: words, examples, type }) => ({
    path,
    title,
    description,
    words: words ?? examples ?? ([type].flat()[0] === 'boolean' ? [true, false] : undefined),
  }));
}

/** What the schema says of lenient scalars is a hint for editors: whether they are right is for rules to say. */
function verdictsAgree(
  subject: Subject,
  value: Json,
  errors: readonly ErrorObject[],
  issues: readonly StructureIssue[],
): 'right' | 'wrong' {
  const structural = errors.filter((error) => !isHint(subject, value, error));
  assert.equal(structural.length > 0, issues.length > 0, JSON.stringify({ value, structural, issues }));
  return issues.length > 0 ? 'wrong' : 'right';
}

function isHint(subject: Subject, value: Json, { instancePath, keyword }: ErrorObject): boolean {
  const path = instancePath.split('/').slice(1);
  let at: Json = value;
  const steps: (string | number)[] = path.map((step) => {
    const isList = Array.isArray(at);
    at = (at as { readonly [key: string]: Json })[step] ?? null;
    return isList ? Number(step) : step;
  });
  const isScalar = at !== null && typeof at !== 'object';
  return keyword === 'type' && isScalar && describePart(subject, steps)?.isLenient === true;
}
