/**
 * A JSON document in pieces: what `JSON.stringify(value, null, 2)` gives, and a line break. Whatever is iterable is a list, whose
 * items are asked for one at a time; what holds no iterable but arrays is one piece, so that the parts of a long document have to
 * come from an iterable.
 * @param value plain data and iterables.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* valuePieces(value, '');
  yield '\n';
}

function* valuePieces(value: unknown, indentation: string): Generator<string> {
  if (typeof value !== 'object' || value === null || isPlain(value)) {
    // Line breaks stand between tokens only: those of texts are escaped.
    yield (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${indentation}`);
    return;
  }
  const deeper = `${indentation}  `;
  const [open, close] = isIterable(value) ? '[]' : '{}';
  let before = open;
  for (const { key, part } of partsOf(value)) {
    yield `${before}\n${deeper}${key}`;
    yield* valuePieces(part, deeper);
    before = ',';
  }
  yield before === open ? `${open}${close}` : `\n${indentation}${close}`;
}

function* partsOf(value: object): Generator<{ readonly key: string; readonly part: unknown }> {
  if (isIterable(value)) {
    for (const part of value) yield { key: '', part };
  } else {
    for (const [key, part] of Object.entries(value)) {
      if (part !== undefined) yield { key: `${JSON.stringify(key)}: `, part };
    }
  }
}

/** Whether no iterable but arrays is in it. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return (Array.isArray(value) || !isIterable(value)) && Object.values(value).every(isPlain);
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}
