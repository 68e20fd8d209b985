/** Texts as a checked workspace, with the place that `|` marks in the first of them. */
import { Engine } from '../../../server/src/rules/engine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import type { Rule } from '../../../server/src/rules/rule.ts';
import type { WorkspaceFile } from '../../../server/src/workspace/file.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

export const ROOT = 'file:///clinic';

export interface Opened {
  readonly engine: Engine;
  readonly file: WorkspaceFile;
  /** The offset of `|`, or the end of the text. */
  readonly offset: number;
}

/**
 * @param files by name; the first one is the file, and may hold the mark.
 * @param mark for texts that hold a `|` of their own.
 */
export function opened(
  files: Readonly<Record<string, string>>,
  rules: readonly Rule[] = RULES,
  mark: '|' | '‸' = '|',
): Opened {
  const workspace = new Workspace(ROOT);
  const [[first, marked] = ['', '']] = Object.entries(files);
  const offset = marked.indexOf(mark);
  for (const [name, text] of Object.entries(files)) {
    workspace.open(`${ROOT}/${name}`, name === first ? text.replace(mark, '') : text);
  }
  const engine = new Engine(workspace, rules, '2026-04-05');
  engine.settle();
  const file = workspace.file(`${ROOT}/${first}`);
  if (!file) throw new Error('No file');
  return { engine, file, offset: offset < 0 ? file.source.length : offset };
}

export const PARTIES = `clients:
  - id: C-AVA
    name: { first: Ava, last: Diaz }
    birthDate: 2018-01-15
    coverage:
      - { payer: sunrise, memberId: SYN0000001, from: 2026-01-01 }
    authorizations:
      - number: AUTH-778
        payer: sunrise
        from: 2026-01-01
        to: 2026-06-30
        services:
          - { codes: [97153], units: 2080 }
          - { codes: [97155, 97156], units: 208 }
providers:
  - id: rbt-lee
    name: { first: Jordan, last: Lee }
    npi: "1234567893"
    credentials: [{ type: RBT, from: 2025-04-01, to: 2027-04-01 }]
  - id: bcba-cruz
    name: { first: Sam, last: Cruz }
    credentials: [{ type: BCBA, from: 2020-01-01 }]
payers:
  - id: sunrise
    name: Sunrise Health Plan
    extends: builtin:default
    from: 2026-01-01
    to: 2026-12-31
    source: Provider manual 2026, p. 14
    reviewed: 2026-02-01
    caps:
      - { codes: [97153, 97155], units: 40, per: day }
    fees:
      - { code: 97153, rate: 25.00 }
      - { code: 97153, modifier: HO, rate: 28.50 }
    covered: [97153, 97155]
`;

/** A note of 53 minutes, which support 4 units. */
export function note(id: string, units: string, more = ''): string {
  return `  - id: ${id}
    client: C-AVA
    date: 2026-03-02
    code: 97153
    provider: rbt-lee
    supervisor: bcba-cruz
    authorization: AUTH-778
    start: "15:00"
    end: "15:53"
    units: ${units}
${more}`;
}
