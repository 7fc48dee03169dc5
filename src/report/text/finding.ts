import { extname } from 'node:path/posix';
import type { Location } from '../../model/location.js';
import type { Finding } from '../../model/report.js';
import { printable } from '../printable.js';
import { codeLine } from './frame.js';
import { labelled, paragraph, truncate, widthOf, wrap } from './layout.js';
import { fromHere } from './page.js';
import type { Page } from './page.js';
import { place, placeList } from './places.js';
import type { Paint, Style } from './style.js';

const INDENT = 2;
const LABEL_WIDTH = 15;
/** Further places of one finding that are named before they are only counted. */
const PLACES = 8;

/** A finding in full: place, rule, message, code, symptom and remedy; with `verbose` every place and the references. */
export function fullFinding(finding: Finding, page: Page): string[] {
  const { style, verbose } = page;
  const framed = framedLocations(finding.locations);
  const others = finding.locations.filter((location) => !framed.includes(location));
  return [
    ...heading(finding, page),
    ...paragraph(finding.message, page.width, INDENT, style.strong),
    ...frames(framed, page, style.severity[finding.severity]),
    ...detail('also', placeList(others, verbose ? Infinity : PLACES), page),
    ...detail('you will see:', finding.symptom, page),
    ...detail('fix:', finding.remedy, page, style.remedy),
    ...(verbose ? finding.references.flatMap((url) => detail('read:', url, page)) : []),
  ];
}

/** Findings of one line each, in columns: place, rule, as much of the message as fits. */
export function compactFindings(findings: readonly Finding[], page: Page): string[] {
  const { style, width } = page;
  const rows = findings.map((finding) => ({ finding, where: printable(where(finding)) }));
  const widest = Math.max(...rows.map((row) => widthOf(row.where)));
  const placeWidth = Math.min(widest, Math.floor(width / 2) - INDENT);
  return rows.map(({ finding, where }) => {
    const shown = truncate(where, placeWidth);
    const gap = ' '.repeat(placeWidth - widthOf(shown) + 2);
    const rule = printable(finding.rule);
    const room = width - INDENT - placeWidth - 2 - widthOf(rule) - 2;
    const message = truncate(finding.message, room);
    return `${' '.repeat(INDENT)}${shown}${gap}${style.severity[finding.severity](rule)}  ${message}`;
  });
}

/** A finding for grep and editors, in one line however long: `file:line:col: severity NPA301 message`. */
export function grepLine(finding: Finding, page: Page): string {
  const { severity, rule, message } = finding;
  const [first] = finding.locations;
  const at = first ? place({ ...first, file: fromHere(page, first.file) }, 'plain') : page.root;
  const { style } = page;
  return `${style.strong(printable(at))}: ${style.severity[severity](severity)} ${printable(rule)} ${printable(message)}`;
}

function heading(finding: Finding, page: Page): string[] {
  const { style, width } = page;
  const tags = [...confidenceTag(finding, style), ...cureTag(finding, style)];
  const rule = printable(finding.rule);
  const lines = wrap(where(finding, page), width);
  const behind = widthOf([rule, ...tags.map(({ text }) => text)].join(' · '));
  const isRoom = widthOf(lines.at(-1)!) + 2 + behind <= width;
  const painted = [style.severity[finding.severity](rule), ...tags.map(({ text, paint }) => paint(text))];
  const last = '  ' + painted.join(style.faint(' · '));
  const places = lines.map(style.place);
  return isRoom ? [...places.slice(0, -1), places.at(-1)! + last] : [...places, last];
}

interface Tag {
  text: string;
  paint: Paint;
}

function confidenceTag({ confidence }: Finding, style: Style): Tag[] {
  return confidence === 'high' ? [] : [{ text: `${confidence} confidence`, paint: style.faint }];
}

/** Says whether the environment cures it. Of a drift that goes without saying (a lock does), unless it does not. */
function cureTag({ severity, cured }: Finding, style: Style): Tag[] {
  if (severity === 'note' || (severity === 'drifts' && cured)) return [];
  return [
    cured
      ? { text: 'cured by --fix', paint: style.remedy }
      : { text: 'not cured by --fix', paint: style.warning },
  ];
}

/** The place to look at; with a page, as a path from where the user is. */
function where({ locations: [first] }: Finding, page?: Page): string {
  if (!first) return 'the repository as a whole';
  return place(page ? { ...first, file: fromHere(page, first.file) } : first);
}

/**
 * The place to look at, and a second one that tells another part of the story: in a file of another kind (the
 * requirements beside the code), or else the second place where that is another file.
 */
function framedLocations(locations: readonly Location[]): Location[] {
  const [first, second] = locations;
  if (!first || !second) return first ? [first] : [];
  const other =
    locations.find(({ file }) => file !== first.file && extname(file) !== extname(first.file)) ??
    (second.file === first.file ? undefined : second);
  return other ? [first, other] : [first];
}

function frames(locations: readonly Location[], page: Page, paint: Paint): string[] {
  const { faint } = page.style;
  const labels = locations.map(({ line, cellLine }) => String(cellLine ?? line));
  const labelWidth = Math.max(3, ...labels.map((label) => label.length));
  const bar = ' '.repeat(INDENT + labelWidth) + faint(' │');
  const room = page.width - INDENT - labelWidth - 3;
  return locations.flatMap((location, i) => {
    const name = i === 0 ? [] : paragraph(place(location), page.width, INDENT, faint);
    const source = location.line === 0 ? undefined : page.readLine(location.file, location.line);
    if (source === undefined) return name;
    const { code, carets } = codeLine(source, room, location.column, location.endColumn);
    if (code.trim() === '') return name;
    const number = ' '.repeat(INDENT) + labels[i]!.padStart(labelWidth);
    return [
      ...name,
      `${faint(`${number} │`)} ${code}`,
      ...(carets ? [`${bar} ${(i === 0 ? paint : faint)(carets)}`] : []),
    ];
  });
}

function detail(label: string, text: string | undefined, page: Page, paintLabel?: Paint): string[] {
  if (!text) return [];
  return text.split('\n').flatMap((line, i) =>
    labelled(i === 0 ? label : '', line, {
      width: page.width,
      indent: INDENT,
      labelWidth: LABEL_WIDTH,
      paintLabel: paintLabel ?? page.style.faint,
    }),
  );
}
