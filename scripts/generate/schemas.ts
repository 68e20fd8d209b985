/** JSON Schemas (draft 7, what editors handle best) of the documents and the workspace file, from the model's shapes. */
import * as z from 'zod';
import { documentShape } from '../../server/src/model/records.ts';
import { writtenForms } from '../../server/src/model/shape.ts';
import { workspaceFileShape } from '../../server/src/model/workspace-file.ts';

const SHAPES = {
  'document.schema.json': documentShape,
  'workspace-file.schema.json': workspaceFileShape,
} as const;

/** The files that this generator answers for, by path from the root. */
export function generate(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SHAPES).map(([file, shape]) => [
      `schemas/${file}`,
      `${JSON.stringify(jsonSchema(file, shape), null, 2)}\n`,
    ]),
  );
}

function jsonSchema(id: string, shape: z.ZodType): object {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema: part }) => {
      Object.assign(part, writtenForms.get(zodSchema));
      // In a parsed document every key is a string; any will do but an empty one.
      if (part.propertyNames) part.propertyNames = { minLength: 1 };
    },
  });
  return { $schema, $id: id, ...schema };
}
