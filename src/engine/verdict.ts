import type { Environment, Finding, Verdict } from '../model/report.js';
import { count, enumerate } from './words.js';

/**
 * Sums a project up in one sentence: whether it runs as it is, in the environment that --fix writes, only after a
 * change of its code, or not on Linux at all.
 */
export function verdictOf(findings: readonly Finding[], environment: Environment): Verdict {
  const hosts = findings.filter((finding) => finding.cause === 'host-application');
  if (hosts.length > 0) {
    const providers = [
      ...new Set(environment.hostModules.map((entry) => `${entry.providedBy} (${entry.worksOnly})`)),
    ];
    return {
      status: 'cannot-run',
      summary: `This does not run on Linux by itself: it needs ${enumerate(providers, 2)}.`,
    };
  }
  const breaks = findings.filter((finding) => finding.severity === 'breaks');
  const open = breaks.filter((finding) => !finding.cured);
  if (open.length > 0) {
    const files = [...new Set(open.flatMap((finding) => finding.locations[0]?.file ?? []))];
    return {
      status: 'needs-code-change',
      summary: `Something in the repository itself has to change: see ${enumerate(files, 3)}.`,
    };
  }
  const hidden = findings.filter((finding) => finding.severity === 'hidden');
  if (breaks.length > 0 || hidden.length > 0) {
    return {
      status: 'runs-in-environment',
      summary:
        breaks.length > 0
          ? `It fails on a new machine (${count(breaks.length, 'reason')}), and runs in an environment with Python ${environment.python.version}.`
          : `It runs where the system happens to have what it needs; an environment with Python ${environment.python.version} makes sure.`,
    };
  }
  return { status: 'runs-as-is', summary: 'Nothing here keeps it from running on a new machine.' };
}
