import type { Inference } from '../model/inference.js';
import type { Finding, Verdict } from '../model/report.js';
import { minorsBetween } from '../python/minor-version.js';
import { count, enumerate } from './words.js';

/** A Python that many minor versions lie behind: what was pinned then was made for it. */
const LONG_AGO = 3;

/**
 * Sums a project up in one sentence: whether it runs as it is, in the environment that --fix writes, only after a
 * change of its code, or nowhere without another application or system.
 */
export function verdictOf(findings: readonly Finding[], inference: Inference): Verdict {
  const { environment, pythonToday } = inference;
  const hosts = findings.filter(
    (finding) => finding.cause === 'host-application' && finding.severity === 'breaks',
  );
  if (hosts.length > 0) {
    const providers = [...new Set(environment.hostModules.map((entry) => entry.providedBy))];
    return {
      status: 'cannot-run',
      summary: `This does not run by itself: it needs ${enumerate(providers, 3)}.`,
    };
  }
  if (inference.sources.length === 0) {
    return { status: 'runs-as-is', summary: 'No Python code was found here.' };
  }
  const breaks = findings.filter((finding) => finding.severity === 'breaks');
  // A package that nobody names has to be found, not changed.
  const open = breaks.filter((finding) => !finding.cured && finding.cause !== 'undeclared-import');
  if (open.length > 0) {
    const files = [...new Set(open.flatMap((finding) => finding.locations[0]?.file ?? []))];
    return {
      status: 'needs-code-change',
      summary: `Something in the repository itself has to change: see ${enumerate(files, 3)}.`,
    };
  }
  const python = `Python ${environment.python.version}`;
  if (breaks.length > 0) {
    const unknown = breaks
      .filter((finding) => !finding.cured)
      .flatMap((finding) => finding.subject.module ?? []);
    const besides =
      unknown.length > 0
        ? `, once it is known what ${enumerate(unknown, 3)} ${unknown.length === 1 ? 'is' : 'are'}`
        : '';
    return {
      status: 'runs-in-environment',
      summary: `It fails on a new machine (${count(breaks.length, 'reason')}), and should run in an environment with ${python}${besides}.`,
    };
  }
  if (findings.some((finding) => finding.severity === 'hidden')) {
    return {
      status: 'runs-in-environment',
      summary: `It runs where the system happens to have what it needs; an environment with ${python} makes sure.`,
    };
  }
  if (minorsBetween(environment.python.version, pythonToday.version) >= LONG_AGO) {
    return {
      status: 'runs-in-environment',
      summary: `Nothing certain to fail was found, but it was last run on ${python} or thereabouts; an environment with it makes sure.`,
    };
  }
  return { status: 'runs-as-is', summary: 'Nothing was found that keeps it from running on a new machine.' };
}
