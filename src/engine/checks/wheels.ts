import { expectsCompiling } from '../../knowledge/wheels.js';
import type { Location } from '../../model/location.js';
import type { Check } from '../check.js';
import { enumerate } from '../words.js';
import { minorsBetween } from '../../python/minor-version.js';

/** A pinned release that the Python one meets has no wheel for. */
interface Misfit {
  name: string;
  version: string;
  /** The newest Python with a wheel. */
  last: string;
  /** There is nothing that pip could compile either. */
  refused: boolean;
  location: Location;
}

/** Pinned releases without a wheel for the Python one would meet, by the file that pins them. */
export const noWheelForPython: Check = function* (context) {
  const python = context.pythonToday.version;
  const byFile = new Map<string, Misfit[]>();
  for (const declaration of [...context.declared.values(), ...context.instructed.values()]) {
    const entry = context.environment.packages.find((one) => one.name === declaration.name);
    const location = entry?.because.find((reason) => reason.location)?.location;
    if (entry?.version === undefined || !location) continue;
    const misfit = expectsCompiling(context.knowledge, entry.name, entry.version, python);
    if (!misfit) continue;
    const list = byFile.get(location.file) ?? [];
    list.push({
      name: entry.name,
      version: entry.version,
      last: misfit.last,
      refused: misfit.refused,
      location,
    });
    byFile.set(location.file, list);
  }
  for (const [file, misfits] of byFile) {
    const sorted = [...misfits].sort((a, b) => Number(b.refused) - Number(a.refused));
    const [first] = sorted;
    if (!first) continue;
    // One Python later, compiling mostly works; two and more, it hardly ever does.
    const fails =
      first.refused ||
      (!context.pythonToday.stated && sorted.some((misfit) => minorsBetween(misfit.last, python) > 1));
    const texts = sorted.map(({ name, version, last }) => `${name}==${version} (up to ${last})`);
    const { version } = context.environment.python;
    const cured = sorted.every(
      (misfit) => !expectsCompiling(context.knowledge, misfit.name, misfit.version, version),
    );
    yield {
      rule: 'NPA405',
      subject: sorted.length === 1 ? { distribution: first.name } : { file },
      message: `${enumerate(texts, 4)} ${sorted.length === 1 ? 'has' : 'have'} no wheel for Python ${python}, which ${context.pythonToday.because} gives`,
      symptom: first.refused
        ? `ERROR: No matching distribution found for ${first.name}==${first.version}`
        : `error: subprocess-exited-with-error: Getting requirements to build wheel for ${first.name} did not run successfully.`,
      remedy: cured
        ? `use Python ${version} (--fix does)`
        : 'use a Python that has wheels for all of them, or newer releases',
      locations: sorted.map((misfit) => misfit.location),
      ...(fails ? {} : { severity: 'hidden' as const }),
      confidence: first.refused ? 'high' : 'medium',
      cured,
    };
  }
};
