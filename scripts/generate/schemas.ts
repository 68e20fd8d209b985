/**
 * JSON Schemas (draft 7, what editors handle best) of the documents, the workspace file and the tables file, from the model's shapes, each
 * in two versions. `*.schema.json` says what is right, for any validator. `*.completion.json` is what the extension
 * contributes: it describes and completes the same, but refuses nothing, because the rule `structure` reports what is
 * wrong already, and one mistake is one finding.
 */
import * as z from 'zod';
import { documentShape } from '../../server/src/model/records.ts';
import { writtenForms } from '../../server/src/model/shape.ts';
import { tablesFileShape } from '../../server/src/model/tables-file.ts';
import { workspaceFileShape } from '../../server/src/model/workspace-file.ts';

const SHAPES = {
  document: documentShape,
  'workspace-file': workspaceFileShape,
  'tables-file': tablesFileShape,
} as const;

interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** The files that this generator answers for, by path from the root. */
export function generate(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SHAPES).flatMap(([name, shape]) => {
      const { $schema, ...schema } = jsonSchema(shape);
      return [
        file(`${name}.schema.json`, $schema, schema),
        file(`${name}.completion.json`, $schema, withoutAssertions(schema)),
      ];
    }),
  );
}

function file($id: string, $schema: string | undefined, schema: Schema): [path: string, content: string] {
  return [`schemas/${$id}`, `${JSON.stringify({ $schema, $id, ...schema }, null, 2)}\n`];
}

function jsonSchema(shape: z.ZodType): Schema {
  return z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema: part }) => {
      Object.assign(part, writtenForms.get(zodSchema));
      // In a parsed document every key is a string; any will do but an empty one.
      if (part.propertyNames) part.propertyNames = { minLength: 1 };
    },
  }) as Schema;
}

/**
 * The same descriptions, keys and words, and nothing that any document could fail. What VS Code inserts after the colon
 * of a key it takes from the type, or where that is gone, from `properties`, `items`, `oneOf`, examples or a snippet; where
 * there is none of them, it inserts no colon.
 */
function withoutAssertions({ title, description, ...schema }: Schema): object {
  return { title, description, ...contentWithoutAssertions(schema) };
}

function contentWithoutAssertions(schema: Schema): object {
  const { properties, additionalProperties, items, anyOf } = schema;
  if (anyOf) return { anyOf: anyOf.map(withoutAssertions), oneOf: [{}] };
  if (items) return { items: withoutAssertions(items) };
  if (schema.type !== 'object') return suggestions(schema);
  return {
    properties: Object.fromEntries(
      Object.entries(properties ?? {}).map(([key, part]) => [key, withoutAssertions(part)]),
    ),
    ...(typeof additionalProperties === 'object' && { additionalProperties: withoutAssertions(additionalProperties) }),
  };
}

/** What an editor offers for a scalar: its words, or the beginning of a value. */
function suggestions({ type, enum: words, examples }: Schema): object {
  const first = typeof type === 'string' ? type : type?.[0];
  const offered = words ?? examples ?? (first === 'boolean' ? [true, false] : undefined);
  if (offered) return { examples: offered };
  // VS Code inserts what follows a `^` without quotes.
  return { defaultSnippets: [first === 'string' ? { label: '""', body: '$1' } : { label: '0', body: '^$1' }] };
}
