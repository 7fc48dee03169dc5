import { minorOf } from '../python/minor-version.js';
import { compareVersionTexts } from '../python/version.js';
import { distributionRelease, type DistributionRelease } from './distribution-releases.js';
import { parseImageReference, type ImageReference } from './image-reference.js';
import { newestPythonAt } from './python-releases.js';
import { rowOf } from './rows.js';
import type { ImageFamilyRow, Knowledge } from './types.js';

/** What is known about a container image. */
export interface ImageDescription extends ImageReference {
  /** What it is built on: `buildpack-deps:stretch`, `ubuntu:18.04`. */
  base?: string;
  /** The distribution release in it: `debian`, `9`, `stretch`. */
  distribution?: { name: string; release: string; codename?: string };
  /** End of the distribution release's ordinary support. */
  eol?: string;
  /** `archived`: installing packages in it fails, the main mirror has them no more. `gone`: it cannot be pulled. */
  mirror?: 'alive' | 'archived' | 'gone';
  deleted: boolean;
  /** What it holds depends on the day it is pulled. */
  floating: boolean;
  /** Minor version of the Python in it. */
  python?: string;
  cuda?: string;
  cudnn?: string;
  /** The C library is musl: manylinux wheels do not install. */
  musl: boolean;
  /** Where the image lives on, when this name is no longer updated. */
  movedTo?: string;
  /** In one sentence, where these statements come from. */
  because: string;
}

/**
 * Says what is known about an image.
 *
 * @param reference as written after FROM
 * @param date the day to look at it: what a floating tag meant then, which base a tag had then; the day of the rules
 * where none is given
 * @returns undefined where nothing is known about images of that name
 */
export function describeImage(
  knowledge: Knowledge,
  reference: string,
  date = knowledge.about.collected,
): ImageDescription | undefined {
  const image = parseImageReference(reference);
  if (image.name === 'python') return describePython(knowledge, image, date);
  const family = rowOf(knowledge.images.families, image.name);
  if (family) return describeFamily(knowledge, image, family, date);
  const release = distributionRelease(knowledge, image.name, image.tag ?? '', date);
  if (!release) return undefined;
  return {
    ...image,
    deleted: false,
    floating: isFloating(image, release.floating || (release.row.still_listed ?? false)),
    musl: image.name === 'alpine',
    ...inDistribution(release),
    because: release.row.source,
  };
}

/** An official Python image: `3.7.1`, `3.6-slim`, `3-alpine`, `3.9.2-slim-buster`. */
function describePython(knowledge: Knowledge, image: ImageReference, date: string): ImageDescription {
  const tag = image.tag ?? 'latest';
  const row = rowOf(knowledge.images.python, tag);
  const base = row ? baseAt(row.bases, date) : baseInTag(tag);
  const release = base === undefined ? undefined : releaseOfBase(knowledge, base, date);
  const version = /^\d+(?:\.\d+){0,2}/.exec(tag)?.[0] ?? '';
  const python = version.includes('.') ? minorOf(version) : undefined;
  const newest = version === '2' ? '2.7' : newestPythonAt(knowledge, date);
  const moves = version.split('.').length < 3 && (row ? row.still_listed === true : python === undefined);
  return {
    ...image,
    ...(base === undefined ? {} : { base }),
    deleted: false,
    floating: isFloating(image, moves),
    musl: tag.includes('alpine'),
    ...inDistribution(release),
    ...((python ?? newest) ? { python: python ?? newest } : {}),
    because: row ? `the official image's history (${row.source})` : 'read from the tag',
  };
}

/** The base that a tag had on a day; the first one on earlier days, the last one it got on later days. */
function baseAt(bases: readonly [string, string, string][], date: string): string | undefined {
  return (bases.filter(([, from]) => from <= date).at(-1) ?? bases[0])?.[0];
}

/** `3.9.2-slim-buster` → `debian:buster-slim`; undefined where the tag names no base. */
function baseInTag(tag: string): string | undefined {
  const words = tag.split('-').slice(/^\d/.test(tag) ? 1 : 0);
  const alpine = words.find((word) => /^alpine\d/.test(word));
  if (alpine) return `alpine:${alpine.slice('alpine'.length)}`;
  const codename = words.find(
    (word) => !/^(?:slim|rc\d*|alpine|onbuild|windowsservercore|nanoserver)$/.test(word),
  );
  if (codename === undefined) return undefined;
  return words.includes('slim') ? `debian:${codename}-slim` : `buildpack-deps:${codename}`;
}

function releaseOfBase(knowledge: Knowledge, base: string, date: string): DistributionRelease | undefined {
  const [name = '', tag = ''] = base.split(':');
  return tag
    ? distributionRelease(knowledge, name === 'buildpack-deps' ? 'debian' : name, tag, date)
    : undefined;
}

/** An image of another maker: what its tag says, and what is known about its versions. */
function describeFamily(
  knowledge: Knowledge,
  image: ImageReference,
  family: ImageFamilyRow,
  date: string,
): ImageDescription {
  const tag = image.tag ?? 'latest';
  const version = /^v?(\d+(?:\.\d+)*)/.exec(tag)?.[1];
  const known = version === undefined ? undefined : versionRow(family, version);
  const system = /(ubuntu|centos|debian|rockylinux|ubi|opensuse)(\d+(?:\.\d+)?)/.exec(tag);
  const base = system ? `${system[1] ?? ''}:${system[2] ?? ''}` : known?.base;
  const release = base === undefined ? undefined : releaseOfBase(knowledge, base, date);
  const python = tag.includes('-py3') ? (known?.python_py3 ?? known?.python) : known?.python;
  const cuda = image.name === 'nvidia/cuda' ? version && minorOf(version) : inTag(tag, /cuda(\d+(?:\.\d+)?)/);
  const cudnn = inTag(tag, /cudnn(\d+)/);
  const deleted = isDeleted(family, tag, version);
  return {
    ...image,
    ...(base === undefined ? {} : { base }),
    deleted,
    floating: isFloating(image, version === undefined),
    musl: false,
    ...inDistribution(release),
    ...(deleted ? { mirror: 'gone' as const } : {}),
    ...(python === undefined ? {} : { python }),
    ...(cuda === undefined ? {} : { cuda }),
    ...(cudnn === undefined ? {} : { cudnn }),
    ...(family.moved_to ? { movedTo: family.moved_to } : {}),
    because: [family.note, family.source].filter(Boolean).join(' – '),
  };
}

function versionRow(
  family: ImageFamilyRow,
  version: string,
): NonNullable<ImageFamilyRow['versions']>[number] | undefined {
  return family.versions?.filter((row) => compareVersionTexts(row.from, version) <= 0).at(-1);
}

function isDeleted(family: ImageFamilyRow, tag: string, version: string | undefined): boolean {
  if (version === undefined) return family.latest === false && tag === 'latest';
  if (family.existing_from && compareVersionTexts(version, family.existing_from) < 0) return true;
  const minor = `${minorOf(version)}.`;
  const left = family.existing?.filter((other) => other.startsWith(minor)) ?? [];
  if (left.length > 0) return !left.includes(version);
  return family.point_release === true && version.split('.').length < 3;
}

function inTag(tag: string, pattern: RegExp): string | undefined {
  return pattern.exec(tag)?.[1];
}

function isFloating(image: ImageReference, moves: boolean): boolean {
  return image.digest === undefined && moves;
}

function inDistribution(
  release: DistributionRelease | undefined,
): Pick<ImageDescription, 'distribution' | 'eol' | 'mirror'> {
  if (!release) return {};
  const { codename, eol, mirror } = release.row;
  const name = { name: release.distribution, release: release.release, ...(codename ? { codename } : {}) };
  return { distribution: name, eol, mirror };
}
