import type { InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions } from './protocol.ts';

/** What the client can do, as far as the server behaves differently. */
export interface Abilities {
  /** Asks for diagnostics itself. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly workspaceFolders: boolean;
  readonly registersWatchers: boolean;
  readonly relativeWatchPatterns: boolean;
  readonly progress: boolean;
  readonly markdownHover: boolean;
  /** Takes code actions, not only commands. */
  readonly codeActionLiterals: boolean;
  /** Asks for a code action's edit when it is chosen. */
  readonly resolvesCodeActionEdits: boolean;
  readonly codeActionPreferred: boolean;
  /** Shows a help entry in the menu of code actions. */
  readonly codeActionDocumentation: boolean;
  /** Takes edits with document versions, and files to be created. */
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  /** Takes edits with a placeholder that is selected once they are made. */
  readonly snippetEdits: boolean;
  /** Commands that the client runs itself. */
  readonly commands: ReadonlySet<string>;
  readonly rulePages: string | undefined;
  readonly describes: ReadonlySet<string>;
  /** The client is ours: it knows the notifications and requests of `protocol.ts`. */
  readonly ours: boolean;
}

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { workspace, textDocument, window } = capabilities;
  const options = (initializationOptions ?? {}) as InitializationOptions;
  const { codeAction } = textDocument ?? {};
  const { diagnostic: pull, publishDiagnostics: push } = textDocument ?? {};
  return {
    pullsDiagnostics: pull !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: (pull?.relatedInformation ?? push?.relatedInformation) === true,
    configuration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativeWatchPatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    progress: window?.workDoneProgress === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    codeActionLiterals: codeAction?.codeActionLiteralSupport !== undefined,
    resolvesCodeActionEdits:
      codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes('edit') === true,
    codeActionPreferred: codeAction?.isPreferredSupport === true,
    codeActionDocumentation: codeAction?.documentationSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    commands: new Set(Array.isArray(options.commands) ? options.commands : []),
    rulePages: typeof options.rulePages === 'string' ? options.rulePages : undefined,
    describes: new Set(Array.isArray(options.describes) ? options.describes : []),
    ours: options.rulePages !== undefined,
  };
}
