import { CST } from 'yaml';
import { type AnchorScope, Anchors } from './anchors.ts';
import { contentEnd } from './block-scalar-end.ts';
import { reportDuplicateKeys } from './duplicate-keys.ts';
import { MAX_DEPTH, TOO_DEEP } from './frame.ts';
import type { Comment, Entry, ReadError, ScalarNode, ScalarStyle, Span, TreeNode } from './tree.ts';

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

const COMPLEX_KEY = 'a key must be a single value, not a list or a mapping';
const KEY_MISSING = 'a key is missing before this colon';
const SECOND_DOCUMENT = 'a second document begins here; only the first one is read';

/** Gives an offset of the parsed text as an offset into the chunk. */
export type Locate = (offset: number, side: 'start' | 'end') => number;

export interface YamlTree {
  readonly root: TreeNode | undefined;
  /** What is wrong with the content of well-formed YAML: duplicate keys, aliases, keys that are no scalars, depth. */
  readonly errors: readonly ReadError[];
  readonly comments: readonly Comment[];
  readonly anchors: AnchorScope;
  readonly usesAliases: boolean;
}

/** Makes a tree of the tokens of one document, whatever errors it may have. */
export function buildYamlTree(tokens: readonly CST.Token[], locate: Locate, scope: AnchorScope): YamlTree {
  return new TreeBuilder(locate, scope).build(tokens);
}

class TreeBuilder {
  readonly #locate: Locate;
  readonly #errors: ReadError[] = [];
  readonly #comments: Comment[] = [];
  readonly #anchors: Anchors;
  #depth = 0;
  #isTooDeep = false;

  constructor(locate: Locate, scope: AnchorScope) {
    this.#locate = locate;
    this.#anchors = new Anchors(scope, this.#errors);
  }

  build(tokens: readonly CST.Token[]): YamlTree {
    let root: TreeNode | undefined;
    for (const token of tokens) {
      if (token.type === 'comment') this.#properties([token]);
      else if (token.type === 'doc-end') this.#properties(token.end);
      else if (token.type === 'document') {
        const content = this.#document(token);
        if (root === undefined) root = content;
        else if (content !== undefined) {
          this.#errors.push({ start: content.start, end: content.start + 1, message: SECOND_DOCUMENT });
        }
      }
    }
    const { usesAliases, scope } = this.#anchors;
    return { root, errors: this.#errors, comments: this.#comments, anchors: scope, usesAliases };
  }

  #document({ start, value, end }: CST.Document): TreeNode | undefined {
    const anchor = this.#properties(start);
    const isContent = value !== undefined && !isEmptyScalar(value);
    const at = this.#endOf(start.at(-1)) ?? 0;
    const root = isContent || anchor !== undefined ? this.#node(value, anchor, at) : undefined;
    this.#properties(end);
    return root;
  }

  /** Collects comments and gives the anchor among the tokens that stand before a node or after it. */
  #properties(tokens: readonly CST.Token[] | undefined): string | undefined {
    let anchor: string | undefined;
    for (const token of tokens ?? []) {
      if (token.type === 'anchor') anchor = token.source.slice(1);
      else if (token.type === 'comment') {
        const text = token.source.replace(/\r$/, '');
        const span = this.#span(token.offset, token.offset + text.length);
        if (span.end > span.start) this.#comments.push({ ...span, text });
      }
    }
    return anchor;
  }

  /** A node, or the empty one at `at` (an offset into the chunk) if there is no token. */
  #node(token: CST.Token | null | undefined, anchor: string | undefined, at: number): TreeNode {
    const read = () => (token == null || isEmptyScalar(token) ? this.#empty(at, token) : this.#content(token));
    return anchor === undefined ? read() : this.#anchors.define(anchor, read);
  }

  #content(token: CST.Token): TreeNode {
    switch (token.type) {
      case 'alias': {
        this.#properties(token.end);
        const span = this.#span(token.offset, token.offset + token.source.length);
        return this.#anchors.expand(token.source.slice(1), span, this.#depth);
      }
      case 'block-map':
      case 'block-seq':
      case 'flow-collection': {
        if (this.#depth === MAX_DEPTH) return this.#tooDeep(token);
        this.#depth++;
        const node = this.#collection(token);
        this.#depth--;
        return node;
      }
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        return this.#flowScalar(token);
      case 'block-scalar':
        return this.#blockScalar(token);
      default:
        return emptyAt(this.#locate(token.offset, 'end'));
    }
  }

  #tooDeep(token: Collection): ScalarNode {
    const { start, end } = this.#span(token.offset, token.offset + 1);
    if (!this.#isTooDeep) this.#errors.push({ start, end, message: TOO_DEEP });
    this.#isTooDeep = true;
    return { kind: 'scalar', start, end: start, text: '', style: 'empty' };
  }

  #collection(token: Collection): TreeNode {
    const flow = token.type === 'flow-collection';
    const isMapping = flow ? token.start.source === '{' : token.type === 'block-map';
    const entries: Entry[] = [];
    const items: TreeNode[] = [];
    let start = this.#locate(token.offset, 'start');
    let end = flow ? this.#locate(token.offset + 1, 'end') : start;
    for (const item of token.items as readonly CST.CollectionItem[]) {
      const part = this.#item(item, isMapping, flow, end);
      if (part === undefined) continue;
      if ('key' in part) entries.push(part);
      else items.push(part);
      // Broken text may give a collection an offset that its first entry stands before.
      start = Math.min(start, 'key' in part ? part.key.start : part.start);
      end = Math.max(end, 'key' in part ? part.value.end : part.end);
    }
    if (flow) {
      this.#properties(token.end);
      const bracket = token.end[0];
      if (bracket?.type === 'flow-map-end' || bracket?.type === 'flow-seq-end') {
        end = Math.max(end, this.#locate(bracket.offset + 1, 'end'));
      }
    }
    if (!isMapping) return { kind: 'sequence', flow, start, end, items };
    reportDuplicateKeys(entries, this.#errors);
    return { kind: 'mapping', flow, start, end, entries };
  }

  /** One entry of a mapping or item of a sequence; undefined for mere comments and blank lines. */
  #item(item: CST.CollectionItem, isMapping: boolean, flow: boolean, reached: number): Entry | TreeNode | undefined {
    const { start, key, sep, value } = item;
    const before = this.#properties(start);
    const isPair = key !== undefined || sep !== undefined || has(start, 'explicit-key-ind');
    const dash = find(start, 'seq-item-ind');
    if (!isPair && dash === undefined && value === undefined && before === undefined) return undefined;
    const at = this.#endOf(dash ?? start.at(-1)) ?? reached;
    if (!isMapping && !(flow && isPair)) return this.#node(value, before, at);

    const keyNode = this.#key(item, before, at);
    const after = this.#properties(sep);
    const colon = sep === undefined ? undefined : find(sep, 'map-value-ind');
    const valueNode = this.#node(value, after, this.#endOf(colon) ?? keyNode.end);
    const entry = { key: keyNode, value: valueNode };
    if (isMapping) return entry;
    return { kind: 'mapping', flow: true, start: keyNode.start, end: valueNode.end, entries: [entry] };
  }

  #key({ key, sep }: CST.CollectionItem, anchor: string | undefined, at: number): ScalarNode {
    const colon = sep === undefined ? undefined : find(sep, 'map-value-ind');
    const node = this.#node(key, anchor, colon === undefined ? at : this.#locate(colon.offset, 'end'));
    if (node.kind === 'scalar') {
      if (node.style === 'empty' && colon !== undefined) {
        this.#errors.push({ ...this.#span(colon.offset, colon.offset + 1), message: KEY_MISSING });
      }
      return node;
    }
    const { start, end } = node;
    this.#errors.push({ start, end, message: COMPLEX_KEY });
    return { kind: 'scalar', start, end, text: '', style: 'plain' };
  }

  #flowScalar(token: CST.FlowScalar): ScalarNode {
    this.#properties(token.end);
    const span = this.#span(token.offset, token.offset + token.source.length);
    const style: ScalarStyle =
      token.type === 'scalar' ? 'plain' : token.type === 'single-quoted-scalar' ? 'single' : 'double';
    return { kind: 'scalar', ...span, text: CST.resolveAsScalar(token, true, ignore).value, style };
  }

  #blockScalar(token: CST.BlockScalar): ScalarNode {
    this.#properties(token.props);
    const header = token.props[0] as CST.SourceToken;
    const last = token.props.at(-1) as CST.SourceToken;
    const body = contentEnd(token.source, 0, token.source.length);
    const end = body > 0 ? last.offset + last.source.length + body : token.offset + header.source.length;
    const style = header.source.startsWith('|') ? 'literal' : 'folded';
    return {
      kind: 'scalar',
      ...this.#span(token.offset, end),
      text: CST.resolveAsScalar(token, true, ignore).value,
      style,
    };
  }

  #empty(at: number, token: CST.Token | null | undefined): ScalarNode {
    if (token?.type === 'scalar') this.#properties(token.end);
    return emptyAt(at);
  }

  #endOf(token: CST.SourceToken | undefined): number | undefined {
    return token === undefined ? undefined : this.#locate(token.offset + token.source.length, 'end');
  }

  #span(start: number, end: number): Span {
    return { start: this.#locate(start, 'start'), end: this.#locate(end, 'end') };
  }
}

function emptyAt(offset: number): ScalarNode {
  return { kind: 'scalar', start: offset, end: offset, text: '', style: 'empty' };
}

/** Some empty values are tokens of no width. */
function isEmptyScalar(token: CST.Token): boolean {
  return token.type === 'scalar' && token.source === '';
}

function find(tokens: readonly CST.SourceToken[], type: CST.SourceToken['type']): CST.SourceToken | undefined {
  return tokens.find((token) => token.type === type);
}

function has(tokens: readonly CST.SourceToken[], type: CST.SourceToken['type']): boolean {
  return find(tokens, type) !== undefined;
}

function ignore(): void {}
