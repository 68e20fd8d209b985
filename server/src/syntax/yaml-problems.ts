import { Composer, CST, Lexer, Parser, type YAMLParseError } from 'yaml';
import { MAX_DEPTH } from './frame.ts';
import type { ReadError, Span } from './tree.ts';
import { TAB_INDENT } from './yaml-lines.ts';

/** What keeps a text from being well-formed YAML. */
export interface Problem extends ReadError {
  /** Whether the rest of the text cannot be trusted: it may be read in another way than it was meant. */
  readonly misleading: boolean;
}

/** A quoted scalar: where it stands and whether its closing quote was found. */
export interface QuotedScalar extends Span {
  readonly closed: boolean;
  readonly inFlow: boolean;
}

export interface Parsed {
  readonly tokens: readonly CST.Token[];
  /** In the order of their offsets, at most one for each line. */
  readonly problems: readonly Problem[];
  readonly quoted: readonly QuotedScalar[];
  /** How much there was to parse: tokens and nodes. */
  readonly size: number;
}

/** The failsafe schema leaves every scalar as it stands, whatever `%YAML` says. */
const OPTIONS = {
  uniqueKeys: false,
  prettyErrors: false,
  merge: false,
  version: '1.2',
  schema: 'failsafe',
  logLevel: 'silent',
} as const;

const CONTROL_CHARACTERS = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ufffd]+/g;
const CONTROL_CHARACTER = 'a control character stands here that YAML does not allow';
const UNCLOSED_QUOTE = 'this quote is never closed';

/** Tokens and problems of a text whose line breaks are `\n` or `\r\n`. Never throws. */
export function parseYaml(text: string): Parsed {
  const tokens = tokensOf(text);
  const survey = surveyOf(tokens);
  const isTooDeep = survey.depth > MAX_DEPTH;
  const problems: Problem[] = isTooDeep ? [] : [...survey.problems];
  for (const match of text.matchAll(CONTROL_CHARACTERS)) {
    const end = match.index + match[0].length;
    problems.push({ start: match.index, end, message: CONTROL_CHARACTER, misleading: false });
  }
  // Composing recurses, and its errors are dear: nesting too deep is one error of its own, and what is known may do.
  if (!isTooDeep && survey.problems.length <= MAX_STRAY_TOKENS) {
    for (const document of new Composer(OPTIONS).compose(tokens, true, text.length)) {
      for (const error of document.errors) {
        const problem = explain(error, text);
        if (problem !== undefined) problems.push(problem);
      }
    }
  }
  return { tokens, problems: onePerLine(problems, text), quoted: survey.quoted, size: tokens.length + survey.nodes };
}

/** More tokens than these that fit nowhere, or quotes that are not closed, and the text is no YAML: reading on is vain. */
const MAX_STRAY_TOKENS = 200;

/**
 * The tokens of a text, up to where it is nested too deep for anyone to read or shows itself to be no YAML: the parser
 * recurses when it leaves a nesting, and an error costs it dear.
 */
function tokensOf(text: string): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let stray = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') stray++;
    }
    // On the stack are the document, what is open in it, and a scalar.
    if (stray > MAX_STRAY_TOKENS || parser.stack.length > MAX_DEPTH + 2) break;
  }
  tokens.push(...parser.end());
  return tokens;
}

function onePerLine(problems: Problem[], text: string): Problem[] {
  const result: Problem[] = [];
  let lineEnd = -1;
  for (const problem of problems.sort((a, b) => a.start - b.start || Number(b.misleading) - Number(a.misleading))) {
    if (problem.start < lineEnd) continue;
    result.push(problem);
    const next = text.indexOf('\n', problem.start);
    lineEnd = next === -1 ? text.length : next + 1;
  }
  return result;
}

interface Survey {
  readonly problems: readonly Problem[];
  readonly quoted: readonly QuotedScalar[];
  readonly depth: number;
  readonly nodes: number;
}

/** What the tokens alone show, found without recursion: quotes and brackets that are not closed, and the depth. */
function surveyOf(tokens: readonly CST.Token[]): Survey {
  const problems: Problem[] = [];
  const brackets: Problem[] = [];
  const quoted: QuotedScalar[] = [];
  let depth = 0;
  let nodes = 0;
  const stack: { token: CST.Token; level: number; inFlow: boolean }[] = [];
  for (const token of tokens) {
    if (token.type === 'document' && token.value !== undefined) {
      stack.push({ token: token.value, level: 0, inFlow: false });
    }
  }
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { token, level } = top;
    nodes++;
    if (token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar') {
      const scalar = quotedScalar(token, top.inFlow);
      quoted.push(scalar);
      if (!scalar.closed) problems.push(at(scalar.start, scalar.end, UNCLOSED_QUOTE, true));
    } else if (CST.isCollection(token)) {
      const inFlow = token.type === 'flow-collection';
      if (inFlow) brackets.push(...unclosedBracket(token));
      depth = Math.max(depth, level + 1);
      for (const { key, value } of token.items as readonly CST.CollectionItem[]) {
        if (key) stack.push({ token: key, level: level + 1, inFlow });
        if (value !== undefined) stack.push({ token: value, level: level + 1, inFlow });
      }
    }
  }
  quoted.sort((a, b) => a.start - b.start);
  // An open quote swallows the bracket that would have closed what it stands in.
  const swallowing = quoted.findLast(({ inFlow, closed }) => inFlow && !closed);
  problems.push(...brackets.filter(({ start }) => swallowing === undefined || start > swallowing.start));
  return { problems, quoted, depth, nodes };
}

function quotedScalar({ type, offset, source }: CST.FlowScalar, inFlow: boolean): QuotedScalar {
  const quote = type === 'single-quoted-scalar' ? "'" : '"';
  return {
    start: offset,
    end: offset + source.trimEnd().length,
    closed: source.length > 1 && source.endsWith(quote),
    inFlow,
  };
}

function unclosedBracket({ start, end }: CST.FlowCollection): Problem[] {
  const open = start.source;
  const close = open === '{' ? '}' : ']';
  const found = end[0];
  if (found?.source === close) return [];
  if (found !== undefined && (found.source === ']' || found.source === '}')) {
    return [
      at(found.offset, found.offset + 1, `this ${found.source} does not match the ${open} that is open here`, false),
    ];
  }
  return [at(start.offset, start.offset + 1, `this ${open} is never closed`, true)];
}

function at(start: number, end: number, message: string, misleading: boolean): Problem {
  return { start, end: Math.max(start + 1, end), message, misleading };
}

/** An error of the composer in our own words; undefined for what does not concern us or {@link surveyOf} has found. */
function explain(error: YAMLParseError, text: string): Problem | undefined {
  const [start, end] = error.pos;
  const found = EXPLANATIONS.find(
    ({ code, when }) => code === error.code && (when === undefined || when.test(error.message)),
  );
  if (found === undefined) return at(start, end, 'this is not valid YAML', true);
  if (found.message === undefined) return undefined;
  // `yaml` says so of some comments at the margin inside brackets, too.
  if (found.message === COMMENT_SPACE && /\s/.test(text.charAt(start - 1))) return undefined;
  const message = clearer(found, text, start);
  return at(start, found.whole ? end : endOfToken(text, start), message, found.misleading === true);
}

/** The explanation's message, or a clearer one where the text around the place shows what happened. */
function clearer({ code, message = '' }: Explanation, text: string, start: number): string {
  const line = text.slice(start, start + 1000).split('\n', 1)[0] ?? '';
  if (code === 'MULTILINE_IMPLICIT_KEY' && /^-(?:\s|$)/.test(line)) return 'a list item may not stand here';
  if (message === COLON_IN_VALUE && !/:(?:\s|$)/.test(line)) return NESTED_UNDER_VALUE;
  if (message === AFTER_VALUE) {
    const before = text.slice(0, start).trimEnd().at(-1);
    if (before === "'") return `${AFTER_QUOTE} an apostrophe inside it is written twice`;
    if (before === '"') return `${AFTER_QUOTE} a quote inside it is written \\"`;
  }
  return message;
}

/** The end of the word that begins here. */
function endOfToken(text: string, start: number): number {
  const match = /[^\s,[\]{}]+/y;
  match.lastIndex = start;
  return start + (match.exec(text)?.[0].length ?? 1);
}

export const INDENTATION = 'this line is not indented like the lines it belongs to';
export const COLON_IN_VALUE = 'a plain value that holds a colon before a space or at its end needs quotes';
const COMMENT_SPACE = 'a comment needs a space before its #';
const NESTED_UNDER_VALUE = 'the lines below belong to this key, but it already has a value';
const AFTER_VALUE = 'nothing may follow the value here';
const AFTER_QUOTE = 'nothing may follow the closing quote;';

interface Explanation {
  readonly code: YAMLParseError['code'];
  readonly when?: RegExp;
  /** Undefined: not reported. */
  readonly message?: string;
  /** Whether the error's own range is the place; otherwise the word that begins it. */
  readonly whole?: boolean;
  readonly misleading?: boolean;
}

const EXPLANATIONS: readonly Explanation[] = [
  { code: 'TAG_RESOLVE_FAILED' },
  { code: 'KEY_OVER_1024_CHARS' },
  { code: 'MISSING_CHAR', when: /closing .quote/ },
  { code: 'MISSING_CHAR', when: /must end with/ },
  { code: 'BAD_INDENT', when: /must be sufficiently indented and end with/ },
  { code: 'MISSING_CHAR', when: /^Comments/, message: COMMENT_SPACE, whole: true },
  { code: 'MISSING_CHAR', when: /^Implicit map keys/, message: 'a colon is missing after this key', whole: true },
  { code: 'MISSING_CHAR', when: /^Missing , or :/, message: 'a comma or a colon is missing before this' },
  { code: 'MISSING_CHAR', when: /^Missing ,/, message: 'a comma is missing before this' },
  { code: 'MISSING_CHAR', when: /^Missing space after :/, message: 'a space is missing after this colon' },
  {
    code: 'MISSING_CHAR',
    when: /^Sequence item without/,
    message: 'a dash is missing before this item',
    misleading: true,
  },
  {
    code: 'MISSING_CHAR',
    when: /same line with directives-end/,
    message: 'the content begins on the line after the ---',
  },
  { code: 'MISSING_CHAR', when: /directives-end/, message: 'a line with --- is missing after the directives' },
  { code: 'MISSING_CHAR', when: /Tags and anchors/, message: 'a space is missing before this' },
  {
    code: 'MISSING_CHAR',
    when: /block sequence props/,
    message: 'the list begins on the line after its anchor or tag',
  },
  {
    code: 'MISSING_CHAR',
    when: /leading empty lines/,
    message: 'the blank lines before this text are indented more than the text',
  },
  {
    code: 'BAD_INDENT',
    when: /column/,
    message: INDENTATION,
    misleading: true,
  },
  { code: 'BAD_INDENT', message: 'this text is not indented enough', misleading: true },
  { code: 'TAB_AS_INDENT', message: TAB_INDENT, whole: true },
  { code: 'MULTILINE_IMPLICIT_KEY', message: 'a key and its colon must stand on one line', misleading: true },
  { code: 'BLOCK_AS_IMPLICIT_KEY', when: /sequence/, message: 'a list may not begin here', misleading: true },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    message: COLON_IN_VALUE,
    misleading: true,
  },
  { code: 'BLOCK_IN_FLOW', message: 'a comma is missing here, or a value needs quotes', misleading: true },
  { code: 'BAD_SCALAR_START', message: 'a plain value may not begin with this character; put the value in quotes' },
  {
    code: 'BAD_DQ_ESCAPE',
    message: 'this is no escape sequence of a double-quoted string; write \\\\ for a backslash',
  },
  { code: 'BAD_ALIAS', message: 'a name must follow this character; put the value in quotes if it is text' },
  { code: 'ALIAS_PROPS', message: 'an alias may not have an anchor or a tag of its own' },
  { code: 'MULTIPLE_ANCHORS', message: 'a value may have only one anchor' },
  { code: 'MULTIPLE_TAGS', message: 'a value may have only one tag' },
  { code: 'BAD_PROP_ORDER', message: 'anchors and tags stand after this mark, not before it' },
  { code: 'BAD_DIRECTIVE', message: 'this directive is not one of YAML 1.2', whole: true },
  { code: 'UNEXPECTED_TOKEN', when: /^Unexpected doc-end/ },
  { code: 'UNEXPECTED_TOKEN', when: /flow-(map|seq)-end/, message: 'this bracket closes nothing', misleading: true },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /block-seq-ind/,
    message: 'a list begins on the line after its key',
    misleading: true,
  },
  { code: 'UNEXPECTED_TOKEN', when: /^Unexpected ,|empty item/, message: 'a value is missing before this comma' },
  { code: 'UNEXPECTED_TOKEN', when: /comma/, message: 'this comma is not expected here', misleading: true },
  { code: 'UNEXPECTED_TOKEN', when: /at node end/, message: AFTER_VALUE, misleading: true },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /Block scalar header|in block scalar/,
    message: 'only + or - and a digit may follow here',
  },
  { code: 'UNEXPECTED_TOKEN', message: 'this is not expected here', misleading: true },
];
