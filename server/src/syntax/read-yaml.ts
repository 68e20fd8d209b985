import { Composer, CST, Parser, type YAMLError } from 'yaml';
import type { AnchorScope, AnchorTarget } from './anchors.ts';
import { reportDuplicateKeys } from './duplicate-keys.ts';
import { type Frame, MAX_DEPTH, place, TOO_DEEP } from './frame.ts';
import type { ReadOutcome } from './read.ts';
import type { Rejection } from './read-yaml-fast.ts';
import type { Comment, Entry, ReadError, ScalarNode, ScalarStyle, Span, TreeNode } from './tree.ts';

type Token = CST.Token;
type SourceToken = CST.SourceToken;

const OPTIONS = {
  uniqueKeys: false,
  prettyErrors: false,
  merge: false,
  version: '1.2',
  schema: 'failsafe',
  logLevel: 'silent',
} as const;

/** `yaml` needs about 0.45 s per MB. */
const MAX_LENGTH = 1_000_000;

const ALIAS_BUDGET = 10_000;

/** Reads any YAML with the full parser. */
export function readYaml(frame: Frame, rejection: Rejection, anchors: AnchorScope): ReadOutcome {
  if (frame.whole.length > MAX_LENGTH) {
    const at = Math.min(rejection.offset, Math.max(0, frame.whole.length - 1));
    const message = rejection.reason === undefined ? 'This part of the file is too long to be read.' : 'Not readable.';
    const error = { start: place(frame, at), end: place(frame, at + 1), message };
    return { root: undefined, errors: [error], comments: [], anchors, usesAliases: false };
  }
  const text = frame.whole.replace(/\r(?!\n)/g, '\n');
  const tokens = [...new Parser().parse(text)];
  const walker = new Walker({ ...frame, whole: text }, anchors);
  const root = walker.documents(tokens);
  if (!walker.tooDeep) {
    for (const document of new Composer(OPTIONS).compose(tokens)) {
      for (const error of document.errors) walker.report(error);
    }
  }
  return {
    root,
    errors: walker.errors.sort((a, b) => a.start - b.start),
    comments: walker.comments.sort((a, b) => a.start - b.start),
    anchors: walker.scope,
    usesAliases: walker.usesAliases,
  };
}

class Walker {
  readonly errors: ReadError[] = [];
  readonly comments: Comment[] = [];
  usesAliases = false;
  tooDeep = false;
  scope: AnchorScope;
  readonly #frame: Frame;
  #depth = 0;
  #budget = ALIAS_BUDGET;

  constructor(frame: Frame, anchors: AnchorScope) {
    this.#frame = frame;
    this.scope = anchors;
  }

  documents(tokens: readonly Token[]): TreeNode | undefined {
    let root: TreeNode | undefined;
    for (const token of tokens) {
      if (token.type === 'document') {
        const anchor = this.#props(token.start);
        if (token.value !== undefined && root === undefined) root = this.#node(token.value, anchor);
        this.#props(token.end);
      } else if (token.type === 'comment') this.#props([token]);
      else if (token.type === 'doc-end') this.#props(token.end);
    }
    return root;
  }

  report(error: YAMLError): void {
    if (error.code === 'TAG_RESOLVE_FAILED') return;
    this.errors.push({ ...this.#span(error.pos[0], Math.max(error.pos[1], error.pos[0] + 1)), message: error.message });
  }

  /** Collects comments; gives the anchor among the tokens. */
  #props(tokens: readonly Token[] | undefined): string | undefined {
    let anchor: string | undefined;
    for (const token of tokens ?? []) {
      if (token.type === 'comment') {
        const text = token.source.replace(/\r$/, '');
        const span = this.#span(token.offset, token.offset + text.length);
        if (span.end > span.start) this.comments.push({ ...span, text });
      } else if (token.type === 'anchor') anchor = token.source.slice(1);
    }
    return anchor;
  }

  #span(start: number, end: number): Span {
    return { start: place(this.#frame, start), end: place(this.#frame, end) };
  }

  #node(token: Token, anchor: string | undefined): TreeNode {
    const node = this.#plainNode(token);
    if (anchor !== undefined) {
      const scope = new Map(this.scope);
      scope.set(anchor, { node, size: 1, depth: 0 });
      this.scope = scope;
    }
    return node;
  }

  #plainNode(token: Token): TreeNode {
    switch (token.type) {
      case 'alias': {
        this.#props(token.end);
        this.usesAliases = true;
        const span = this.#span(token.offset, token.offset + token.source.length);
        const target: AnchorTarget | undefined = this.scope.get(token.source.slice(1));
        if (target === undefined) {
          this.errors.push({ ...span, message: 'No anchor of this name stands above this alias.' });
          return { kind: 'scalar', ...span, text: '', style: 'plain' };
        }
        return this.#copy(target.node, span);
      }
      case 'block-map':
      case 'flow-collection':
      case 'block-seq': {
        if (this.#depth >= MAX_DEPTH) {
          if (!this.tooDeep) this.errors.push({ ...this.#span(token.offset, token.offset + 1), message: TOO_DEEP });
          this.tooDeep = true;
          const span = this.#span(token.offset, token.offset);
          return { kind: 'scalar', ...span, text: '', style: 'empty' };
        }
        this.#depth++;
        const node = this.#collection(token);
        this.#depth--;
        return node;
      }
      default:
        return this.#scalar(token);
    }
  }

  #copy(node: TreeNode, span: Span): TreeNode {
    if (this.#budget-- <= 0) return { kind: 'scalar', ...span, text: '', style: 'plain' };
    if (node.kind === 'scalar') return { ...node, ...span };
    if (node.kind === 'sequence') return { ...node, ...span, items: node.items.map((i) => this.#copy(i, span)) };
    const entries = node.entries.map(({ key, value }) => ({
      key: { ...key, ...span },
      value: this.#copy(value, span),
    }));
    return { ...node, ...span, entries };
  }

  #collection(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection): TreeNode {
    const flow = token.type === 'flow-collection';
    const isMap = flow ? token.start.source === '{' : token.type === 'block-map';
    const entries: Entry[] = [];
    const items: TreeNode[] = [];
    let end = token.offset + (flow ? 1 : 0);
    for (const item of token.items as CST.CollectionItem[]) {
      const anchor = this.#props(item.start);
      const valueAnchor = this.#props(item.sep);
      const dash = item.start.find((t) => t.type === 'seq-item-ind');
      const isPair = item.sep !== undefined || item.key !== undefined;
      const explicit = item.start.some((t) => t.type === 'explicit-key-ind');
      if (!isPair && !explicit && item.value === undefined && dash === undefined) continue;
      if (!isMap && !(flow && (isPair || explicit))) {
        const at = dash === undefined ? end : dash.offset + 1;
        const value = item.value === undefined ? this.#empty(at) : this.#node(item.value, anchor);
        items.push(value);
        end = value.end + this.#frame.start;
        continue;
      }
      const entry = this.#entry(item, anchor, valueAnchor);
      end = entry.value.end + this.#frame.start;
      if (isMap) entries.push(entry);
      else {
        items.push({ kind: 'mapping', flow: true, start: entry.key.start, end: entry.value.end, entries: [entry] });
      }
    }
    if (flow) {
      this.#props(token.end);
      const close = token.end[0];
      if (close !== undefined && (close.type === 'flow-map-end' || close.type === 'flow-seq-end')) {
        end = close.offset + 1;
      }
    }
    const span = this.#span(token.offset, end);
    if (!isMap) return { kind: 'sequence', flow, ...span, items };
    reportDuplicateKeys(entries, this.errors);
    return { kind: 'mapping', flow, ...span, entries };
  }

  #entry(item: CST.CollectionItem, anchor: string | undefined, valueAnchor: string | undefined): Entry {
    const colon = item.sep?.find((t: SourceToken) => t.type === 'map-value-ind');
    const first = item.start.at(-1);
    const before = first === undefined ? (colon?.offset ?? 0) : first.offset + first.source.length;
    const keyNode = item.key ? this.#node(item.key, anchor) : this.#empty(before);
    const key: ScalarNode =
      keyNode.kind === 'scalar'
        ? keyNode
        : { kind: 'scalar', start: keyNode.start, end: keyNode.end, text: '', style: 'plain' };
    if (keyNode.kind !== 'scalar') {
      this.errors.push({ start: key.start, end: key.end, message: 'A key must be a single value.' });
    }
    const at = colon === undefined ? key.end + this.#frame.start : colon.offset + 1;
    return { key, value: item.value === undefined ? this.#empty(at) : this.#node(item.value, valueAnchor) };
  }

  #empty(at: number): ScalarNode {
    return { kind: 'scalar', ...this.#span(at, at), text: '', style: 'empty' };
  }

  #scalar(token: Token): ScalarNode {
    if (token.type === 'block-scalar') {
      this.#props(token.props);
      const header = token.props[0] as SourceToken;
      const resolved = CST.resolveAsScalar(token, true, () => {});
      const bodyStart = token.props.reduce((at, t) => at + ('source' in t ? t.source.length : 0), token.offset);
      const body = token.source.replace(/[ \t\r\n]+$/, '');
      const end = body.length > 0 ? bodyStart + body.length : token.offset + header.source.length;
      const style = header.source.startsWith('|') ? 'literal' : 'folded';
      return { kind: 'scalar', ...this.#span(token.offset, end), text: resolved.value, style };
    }
    if (token.type === 'scalar' || token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar') {
      this.#props(token.end);
      const resolved = CST.resolveAsScalar(token, true, () => {});
      const style: ScalarStyle =
        token.type === 'scalar' ? 'plain' : token.type === 'single-quoted-scalar' ? 'single' : 'double';
      const span = this.#span(token.offset, token.offset + token.source.length);
      return { kind: 'scalar', ...span, text: resolved.value, style };
    }
    return this.#empty(token.offset);
  }
}
