/** The same claims as YAML and as JSON, laid out as people lay them out. */
import type { ClaimRecord, Scalar, Value } from './batch-records.ts';

/** 0-based, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

export interface BatchText {
  readonly text: string;
  /** The lines of each claim. */
  readonly claims: readonly Lines[];
}

const isList = (value: Value): value is readonly Scalar[] => Array.isArray(value);

/** One key a line, lists of scalars in one line. */
export function writeYaml(claims: readonly ClaimRecord[]): BatchText {
  const out = ['claims:'];
  const ranges = claims.map(({ head, lines }) => {
    const first = out.length;
    pushYaml(out, head, '    ');
    out.push('    lines:');
    for (const line of lines) pushYaml(out, line, '        ');
    return { first, last: out.length - 1 };
  });
  return { text: `${out.join('\n')}\n`, claims: ranges };
}

function pushYaml(out: string[], mapping: { readonly [key: string]: Value }, indent: string): void {
  const start = `${indent.slice(2)}- `;
  for (const [index, [key, value]] of Object.entries(mapping).entries()) {
    const written = isList(value) ? `[${value.map(yamlScalar).join(', ')}]` : yamlScalar(value);
    out.push(`${index === 0 ? start : indent}${key}: ${written}`);
  }
}

function yamlScalar({ text, style }: Scalar): string {
  return style === 'quoted' ? `"${text}"` : text;
}

/** Laid out as `JSON.stringify(…, undefined, 2)` does it, but for lists of scalars, which stay in one line. */
export function writeJson(claims: readonly ClaimRecord[]): BatchText {
  const out = ['{', '  "claims": ['];
  const ranges = claims.map(({ head, lines }, index) => {
    const first = out.length;
    out.push('    {', ...jsonMembers(head, '      ').map((member) => `${member},`), '      "lines": [');
    for (const [at, line] of lines.entries()) {
      const members = jsonMembers(line, '          ').map((member, position, all) =>
        position === all.length - 1 ? member : `${member},`,
      );
      out.push('        {', ...members, at === lines.length - 1 ? '        }' : '        },');
    }
    out.push('      ]', index === claims.length - 1 ? '    }' : '    },');
    return { first, last: out.length - 1 };
  });
  return { text: `${[...out, '  ]', '}'].join('\n')}\n`, claims: ranges };
}

function jsonMembers(mapping: { readonly [key: string]: Value }, indent: string): readonly string[] {
  return Object.entries(mapping).map(([key, value]) => {
    const written = isList(value) ? `[${value.map(jsonScalar).join(', ')}]` : jsonScalar(value);
    return `${indent}"${key}": ${written}`;
  });
}

function jsonScalar({ text, style }: Scalar): string {
  return style === 'number' ? text : `"${text}"`;
}
