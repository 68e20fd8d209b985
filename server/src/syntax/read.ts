import { type AnchorScope, NO_ANCHORS } from './anchors.ts';
import type { Frame } from './frame.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';
import { readYamlFast } from './read-yaml-fast.ts';
import type { Comment, ReadResult } from './tree.ts';

export { type AnchorScope, NO_ANCHORS } from './anchors.ts';

export interface ReadRequest {
  readonly format: 'yaml' | 'json';
  /** The chunk. A YAML chunk is (part of) one document: it holds no `---` in its middle. */
  readonly text: string;
  /** What to imagine around the chunk, so that a fragment reads as a whole document (`[` item `]`). */
  readonly pad?: { readonly before: string; readonly after: string };
  /** Anchors of earlier chunks of the same document. */
  readonly anchors?: AnchorScope;
}

export interface ReadOutcome extends ReadResult {
  /** The request's anchors and those defined in this chunk: what the next chunk of the document may refer to. */
  readonly anchors: AnchorScope;
  /** Whether the chunk refers to any anchor, known or not. */
  readonly usesAliases: boolean;
}

/**
 * Reads one chunk of a YAML or JSON document into a tree with exact UTF-16 offsets relative to `request.text`; with
 * pads, nodes and errors are clamped into it. Never throws: every text gives a tree, as much of it as can be read,
 * and a list of errors, one per mistake. `root` is undefined where there is nothing but blank lines and comments.
 */
export function read(request: ReadRequest): ReadOutcome {
  const { text, pad } = request;
  const anchors = request.anchors ?? NO_ANCHORS;
  const frame: Frame = {
    whole: pad === undefined ? text : pad.before + text + pad.after,
    start: pad?.before.length ?? 0,
    end: (pad?.before.length ?? 0) + text.length,
  };
  const outcome = readFrame(request.format, frame, anchors);
  return pad === undefined ? outcome : { ...outcome, comments: commentsIn(text, outcome.comments) };
}

function readFrame(format: ReadRequest['format'], frame: Frame, anchors: AnchorScope): ReadOutcome {
  if (format === 'json') return { ...readJson(frame), anchors, usesAliases: false };
  const fast = readYamlFast(frame);
  return 'rejected' in fast ? readYaml(frame, fast, anchors) : { ...fast, anchors, usesAliases: false };
}

/** Without the comments that a pad begins or that it continues. */
function commentsIn(text: string, comments: readonly Comment[]): readonly Comment[] {
  return comments.filter((comment) => text.slice(comment.start, comment.end) === comment.text);
}
