/** Writes XML 1.0: elements, attributes and text, with everything escaped that has to be. */

export interface XmlElement {
  readonly name: string;
  /** Those that are undefined are left out. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  /** Elements on lines of their own, each asked for when those before it are written, or one text. */
  readonly content?: Iterable<XmlElement> | string;
}

/** A whole document line by line, complete with its last line break. */
export function* xmlPieces(root: XmlElement): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield* lines(root, '');
}

function* lines({ name, attributes = {}, content = [] }: XmlElement, indentation: string): Generator<string> {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${attributeText(String(value))}"`],
  );
  const open = `${indentation}<${name}${written.join('')}`;
  if (typeof content === 'string') {
    yield content === '' ? `${open}/>\n` : `${open}>${xmlText(content)}</${name}>\n`;
    return;
  }
  let empty = true;
  for (const child of content) {
    if (empty) yield `${open}>\n`;
    empty = false;
    yield* lines(child, `${indentation}  `);
  }
  yield empty ? `${open}/>\n` : `${indentation}</${name}>\n`;
}

/** A text between tags. Characters that XML 1.0 cannot hold, however they are written, become U+FFFD. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** A reader takes line breaks and tabs of an attribute for spaces, unless they are written as references. */
function attributeText(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** Besides lone surrogates. The controls of Latin-1 are allowed, but no report needs them. */
const NOT_XML = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;
