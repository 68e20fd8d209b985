/**
 * Open documents. The text of one that is checked lives in its project's workspace, where an edit costs what it touches;
 * the text of another one is kept aside, because settings may have it checked later.
 */
import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { canonicalUri } from '../disk/uri.ts';
import { SourceText } from '../syntax/source.ts';
import { spanOf } from './convert.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';

export interface OpenDocument {
  readonly uri: string;
  /** As the client spells it. */
  readonly clientUri: string;
  version: number;
  project: Project;
  /** The text, where the workspace does not hold it. */
  aside: SourceText | undefined;
}

export class Documents {
  readonly #projects: Projects;
  readonly #open = new Map<string, OpenDocument>();

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  all(): IterableIterator<OpenDocument> {
    return this.#open.values();
  }

  open({ textDocument }: DidOpenTextDocumentParams): OpenDocument {
    const uri = canonicalUri(textDocument.uri);
    const project = this.#projects.forOpen(uri);
    const { version } = textDocument;
    const document: OpenDocument = { uri, clientUri: textDocument.uri, version, project, aside: undefined };
    this.#open.set(uri, document);
    this.#place(document, textDocument.text);
    return document;
  }

  /** Undefined for a document that was never opened. */
  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): OpenDocument | undefined {
    const document = this.#open.get(canonicalUri(textDocument.uri));
    if (!document) return undefined;
    for (const change of contentChanges) this.#apply(document, change);
    document.version = textDocument.version;
    return document;
  }

  close({ textDocument }: DidCloseTextDocumentParams): OpenDocument | undefined {
    const uri = canonicalUri(textDocument.uri);
    const document = this.#open.get(uri);
    this.#open.delete(uri);
    if (document && document.project.single !== undefined) {
      document.project.remove(uri);
      this.#projects.dropSingle(uri);
    }
    return document;
  }

  /** Puts every open document where it belongs after folders, settings or workspace files have changed. */
  placeAll(): void {
    for (const document of this.#open.values()) {
      const project = this.#projects.folderOf(document.uri) ?? this.#projects.forOpen(document.uri);
      if (project === document.project && project.covers(document.uri) === (document.aside === undefined)) continue;
      const text = this.#textOf(document);
      if (!document.aside) document.project.remove(document.uri);
      if (project !== document.project && document.project.single !== undefined)
        this.#projects.dropSingle(document.uri);
      document.project = project;
      this.#place(document, text);
    }
  }

  #place(document: OpenDocument, text: string): void {
    const { uri, project } = document;
    if (project.covers(uri)) {
      document.aside = undefined;
      project.setText(uri, text);
    } else document.aside = SourceText.open(text, uri.endsWith('.json') ? 'json' : 'yaml');
  }

  #textOf({ uri, project, aside }: OpenDocument): string {
    return (aside ?? project.workspace.file(uri)?.source)?.text() ?? '';
  }

  #apply(document: OpenDocument, change: TextDocumentContentChangeEvent): void {
    const { uri, project, aside } = document;
    if (!('range' in change)) {
      if (aside) document.aside = SourceText.open(change.text, aside.format);
      else project.setText(uri, change.text);
      return;
    }
    const source = aside ?? project.workspace.file(uri)?.source;
    if (!source) return;
    const { start, end } = spanOf(source, change.range);
    if (aside) aside.edit(start, end, change.text);
    else project.workspace.edit(uri, start, end, change.text);
  }
}
