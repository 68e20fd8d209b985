/** Texts for the protocol tests. */

/** One note: 53 minutes, which support 4 units. */
export function note(id: string, units: number, more = ''): string {
  return `  - id: ${id}
    client: C-AVA
    date: 2026-03-02
    code: 97153
    provider: rbt-lee
    supervisor: bcba-cruz
    start: "15:00"
    end: "15:53"
    units: ${units}
${more}`;
}

export const PARTIES = `clients:
  - id: C-AVA
    coverage:
      - { payer: sunrise, from: 2026-01-01 }
providers:
  - id: rbt-lee
    name: { first: Jordan, last: Lee }
    credentials: [{ type: RBT, from: 2025-04-01 }]
  - id: bcba-cruz
    name: { first: Sam, last: Cruz }
    credentials: [{ type: BCBA, from: 2020-01-01 }]
payers:
  - id: sunrise
    name: Sunrise Health Plan
    extends: builtin:default
    source: Provider manual 2026
`;
