import { canonicalUri, nameOfUri } from '../disk/uri.ts';
import { defaultPolicyId, policiesOf, recordCount } from '../features/status.ts';
import { reportOn } from '../rules/report.ts';
import { isRecordFile } from '../workspace/configuration.ts';
import { type Context, checkedFile } from './context.ts';
import type { Project } from './project.ts';
import type { FileStatus, StatusParams } from './protocol.ts';

/** `abaBilling/status` */
export function onStatus(context: Context, params: StatusParams): FileStatus {
  const uri = canonicalUri(params.uri);
  const project = context.projects.find(uri);
  if (!project) return unchecked('It is not open, and in no workspace folder.');
  const configuration = project.workspace.configurationFor(uri).uri;
  const shared = {
    ...(configuration === undefined ? {} : { configuration }),
    defaultPolicy: defaultPolicyId(project.engine, uri),
  };
  const checked = checkedFile(context, uri);
  if (!checked) return { ...unchecked(whyNot(project, uri)), ...shared };
  const { file } = checked;
  return {
    checked: true,
    why: whyChecked(project, uri),
    ...shared,
    policies: policiesOf(project.engine, file),
    records: recordCount(file),
    findings: context.diagnostics.countOf(uri) ?? reportOn(project.engine, file).length,
  };
}

function unchecked(why: string): FileStatus {
  return { checked: false, why, defaultPolicy: 'builtin:default', policies: [], records: 0, findings: 0 };
}

function whyChecked(project: Project, uri: string): string {
  const { workspace } = project;
  const role = workspace.file(uri)?.role;
  if (role === 'configuration') return 'It is a workspace file of ABA Billing.';
  if (role === 'tables') return 'It is a tables file of ABA Billing.';
  if (isRecordFile(uri))
    return `Its name ends in ${nameOfUri(uri)
      .split('.')
      .slice(-2)
      .map((part) => `.${part}`)
      .join('')}.`;
  const configured = workspace.configurationFor(uri).covers(uri);
  return configured ? 'The workspace file includes it.' : 'The setting abaBilling.include includes it.';
}

function whyNot(project: Project, uri: string): string {
  const problem = project.problemOf(uri);
  if (problem) return problem.reason;
  switch (project.excludedBy(uri)) {
    case 'workspace-file':
      return 'The workspace file excludes it.';
    case 'policy-tests':
      return 'It belongs to the tests of a payer policy, which aba-billing test-policies runs.';
    case 'settings':
      return 'The setting abaBilling.exclude excludes it.';
    default:
      return project.loaded
        ? 'Neither its name nor a workspace file nor a setting makes it a billing file.'
        : 'The folder is still being read.';
  }
}
