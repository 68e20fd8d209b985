/** Generated JSON: contents written down on one line or on many. */
import { Choices, type Content, isPairs } from './yaml-documents.ts';

/** Writes contents as JSON; strings that look like numbers sometimes stand without quotes. */
export function writeJson(root: Content, numbers: readonly number[], eol = '\n'): string {
  const choices = new Choices(numbers);
  const write = (node: Content, indent: string): string => {
    if (typeof node === 'string') {
      return /^(?:[1-9]\d*|true|null)$/.test(node) && choices.below(2) === 0 ? node : JSON.stringify(node);
    }
    const inner = indent + choices.pick('  ', '    ', '\t');
    const parts = isPairs(node)
      ? node.pairs.map(
          ([key, value]) => `${JSON.stringify(key)}${choices.pick(':', ': ', ' : ')}${write(value, inner)}`,
        )
      : node.map((item) => write(item, inner));
    const [open, close] = isPairs(node) ? '{}' : '[]';
    if (parts.length === 0) return choices.pick(`${open}${close}`, `${open} ${close}`, `${open}\n${indent}${close}`);
    if (choices.below(2) === 0) return `${open}${parts.join(choices.pick(',', ', '))}${close}`;
    return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
  };
  return `${write(root, '')}${choices.pick('', '\n')}`.replaceAll('\n', eol);
}
