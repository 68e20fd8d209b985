/** A strict reader of the XML that the program writes: no document type, no comments, no namespaces. */

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const TAG = /<(\/?)([a-z][a-z-]*)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const ATTRIBUTE = / ([a-z]+)="([^"<]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
/** XML 1.0, production 2. */
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** The document as a node without a name. @throws Error where it is not well-formed. */
export function readXml(document: string): XmlNode {
  if (!document.startsWith(DECLARATION)) throw new Error('no declaration');
  if (!CHARACTERS.test(document)) throw new Error('a character that XML does not have');
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  TAG.lastIndex = DECLARATION.length;
  while (TAG.lastIndex < document.length) {
    const at = TAG.lastIndex;
    const match = TAG.exec(document);
    if (!match) throw new Error(`not well-formed: ${document.slice(at, at + 60)}`);
    const [, end, name = '', attributes = '', empty, text] = match;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += unescaped(text);
    else if (end) {
      if (open.pop()?.name !== name || open.length === 0) throw new Error(`</${name}> closes another element`);
    } else {
      const node: XmlNode = { name, attributes: attributesOf(attributes), children: [], text: '' };
      parent.children.push(node);
      if (!empty) open.push(node);
    }
  }
  if (open.length > 1 || root.children.length !== 1 || root.text.trim() !== '') throw new Error('not one root element');
  return root;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    if (name in attributes) throw new Error(`${name} twice`);
    if (/[\n\t\r]/.test(value)) throw new Error(`a line break in ${name}, which readers take for a space`);
    attributes[name] = unescaped(value);
  }
  return attributes;
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+);|(\w+);)?/g, (whole, number?: string, name?: string) => {
    if (number !== undefined) return String.fromCodePoint(Number(number));
    const character = name === undefined ? undefined : ENTITIES[name];
    if (character === undefined) throw new Error(`${whole} is not an entity`);
    return character;
  });
}
