/**
 * What the server and a client of ours say to each other beyond the Language Server Protocol. Any other client may
 * leave all of it out.
 */

/** 0-based line and UTF-16 column, as in LSP. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/** `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  /** Commands that the client runs itself, so that code actions and hovers may offer them. */
  readonly commands?: readonly string[];
  /** URI, without a trailing slash, of the folder with a page `RULE.md` for every rule. */
  readonly rulePages?: string;
  /** The formats of which the client shows what our schemas say of keys and values itself. */
  readonly describes?: readonly ('json' | 'yaml')[];
}

/** Arguments: one {@link ExplainParams}. */
export const EXPLAIN_COMMAND = 'abaBilling.explainFinding';
/** Arguments: a rule id. */
export const RULE_PAGE_COMMAND = 'abaBilling.openRulePage';

/** Request, client to server: {@link StatusParams} → {@link FileStatus}. */
export const STATUS_REQUEST = 'abaBilling/status';

export interface StatusParams {
  readonly uri: string;
}

export interface FileStatus {
  /** Whether the file is checked at all. */
  readonly checked: boolean;
  /** One sentence: why it is checked, or why not. */
  readonly why: string;
  /** URI of the workspace file that applies. */
  readonly configuration?: string;
  /** Id of the policy that applies where a record leads to no other. */
  readonly defaultPolicy: string;
  /** The policies that the file's records are checked against, in the order of their first record. */
  readonly policies: readonly FilePolicy[];
  readonly records: number;
  readonly findings: number;
}

export interface FilePolicy {
  readonly id: string;
  readonly name: string;
  /** The dates of service that the version covers, in words; empty when it has no limits. */
  readonly version: string;
  /** No payer is known for some record, so this one was taken. */
  readonly assumed: boolean;
}

/** Request, client to server: {@link ExplainParams} → {@link Explanation}, or null when the finding is gone. */
export const EXPLAIN_REQUEST = 'abaBilling/explain';

export interface ExplainParams {
  readonly uri: string;
  readonly range: { readonly start: ProtocolPosition; readonly end: ProtocolPosition };
  /** The rule id. */
  readonly code: string;
}

export interface Explanation {
  readonly title: string;
  readonly markdown: string;
}

/** No arguments: the claim at the cursor, or the one that bills the session note there. */
export const CHECKLIST_COMMAND = 'abaBilling.openChecklist';

/** Request, client to server: {@link ChecklistParams} → {@link ChecklistDocument}, or null where there is no such claim. */
export const CHECKLIST_REQUEST = 'abaBilling/checklist';

export interface ChecklistParams {
  readonly uri: string;
  /** Where the claim is, or the note that it bills. */
  readonly position?: ProtocolPosition;
  /** Id of the claim, in place of a position. */
  readonly claim?: string;
}

export interface ChecklistDocument extends Explanation {
  /** Id of the claim. */
  readonly claim: string;
}

/**
 * Notification, server to client: {@link IncludeParams}, once the workspace has been read and whenever it changes.
 * The files that workspace files add; a client that selects documents by name then sends these too.
 */
export const INCLUDE_NOTIFICATION = 'abaBilling/include';

export interface IncludeParams {
  readonly globs: readonly FolderGlob[];
}

/** A glob relative to a folder, given by its URI without a trailing slash. */
export interface FolderGlob {
  readonly folder: string;
  readonly glob: string;
}

/**
 * Notification, client to server: {@link HiddenParams}. A document that the client opens, or keeps open, without showing
 * it. VS Code's client asks for no diagnostics of those and forgets the ones it had, so they are sent to it.
 */
export const HIDDEN_NOTIFICATION = 'abaBilling/hidden';

export interface HiddenParams {
  readonly uri: string;
}
