import { expectsCompiling, type Misfit } from '../../knowledge/wheels.js';
import type { Location } from '../../model/location.js';
import { minorsBetween } from '../../python/minor-version.js';
import type { Check, CheckContext } from '../check.js';
import { groupBy } from '../group-by.js';
import { enumerate } from '../words.js';

/** A pinned release that the Python one meets has no wheel for, and the line that pins it. */
interface PlacedMisfit extends Misfit {
  name: string;
  version: string;
  location: Location;
}

/** Pinned releases without a wheel for the Python one would meet, by the file that pins them. */
export const noWheelForPython: Check = function* (context) {
  const python = context.pythonToday.version;
  for (const [file, misfits] of groupBy(misfitsOn(python, context), (misfit) => misfit.location.file)) {
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

function* misfitsOn(python: string, context: CheckContext): Iterable<PlacedMisfit> {
  const packages = new Map(context.environment.packages.map((entry) => [entry.name, entry]));
  for (const { name, requirements, locked } of [
    ...context.declared.values(),
    ...context.instructed.values(),
  ]) {
    const entry = packages.get(name);
    const location = entry?.because.find((reason) => reason.location)?.location;
    // Conda has builds of its own.
    const fromConda = [...requirements, ...locked].some((fact) => fact.conda);
    if (entry?.version === undefined || !location || fromConda) continue;
    const misfit = expectsCompiling(context.knowledge, name, entry.version, python);
    if (misfit) yield { name, version: entry.version, location, ...misfit };
  }
}
