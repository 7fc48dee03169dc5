// Whether a release has a name. Four answers:
//   there    the name is bound, or the module's file is there
//   perhaps  something of this name is mentioned where names are made at run time, or in a native module
//   gone     nothing binds it, or using it can only raise
//   unknown  what binds it cannot be followed
import { bodyOf, children, onlyRaises, stringsIn } from './module-facts.mjs';

/** Base classes that bring no attributes worth a row. */
const PLAIN_BASES = new Set([
  'object',
  'Exception',
  'ABC',
  'abc.ABC',
  'Generic',
  'Protocol',
  'ValueError',
  'type',
]);
/** Modules of the standard library of which packages import everything. */
const STANDARD = new Set([
  'ctypes',
  'math',
  'cmath',
  'typing',
  'types',
  'unittest',
  'collections',
  'os',
  'socket',
  'struct',
]);
/** Names are taken from another module one by one. */
const COPIES = /\bfor\s+\w+\s+in\s+(?:(\w+)\.__all__|dir\(\s*(\w+))/;
const DEEPEST = 12;

/**
 * Looks a row of rules/apis up in a release.
 * @param {import('./package-files.mjs').PackageFiles} files the release
 * @param {object} row a row of rules/apis
 * @returns {'there' | 'perhaps' | 'gone' | 'unknown'}
 */
export function lookUp(files, row) {
  if (row.member !== undefined) return lookUpMember(files, row);
  const parts = row.symbol.split('.');
  if (row.kind === 'module') return lookUpModule(files, parts);
  const found = resolve(files, parts);
  if (row.parameter === undefined) return found.state;
  return found.binding ? lookUpParameter(files, found, row.parameter) : 'unknown';
}

function lookUpModule(files, parts) {
  const module = files.module(parts);
  if (module) return importRaises(files, parts, module) ? 'gone' : 'there';
  if (files.registersModule(parts.join('.'))) return 'perhaps';
  return resolve(files, parts).state === 'there' ? 'perhaps' : 'gone';
}

/** Whether a module ends in an exception: by `raise`, or by calling a function that does nothing else. */
function importRaises(files, parts, module) {
  const facts = files.facts(module);
  if (!facts) return false;
  return (
    facts.raises ||
    facts.calls.some((name) => {
      const found = lookUpIn(files, { parts, module }, name, 0);
      return found.binding?.kind === 'function' && onlyRaises(found.binding.node);
    })
  );
}

/** Follows a dotted path from its top-level module. A `there` carries what was found. */
function resolve(files, parts) {
  let module = files.module(parts.slice(0, 1));
  if (!module) return { state: 'gone' };
  let at = { state: 'there', place: { parts: parts.slice(0, 1), module } };
  let certain = true;
  for (const name of parts.slice(1)) {
    if (at.place) at = lookUpIn(files, at.place, name, 0);
    else if (at.binding?.kind === 'class') at = memberOf(files, at, name, 0);
    else return { state: 'unknown' };
    if (at.state === 'gone' || at.state === 'unknown') return at;
    certain &&= at.state === 'there';
  }
  if (at.place && importRaises(files, at.place.parts, at.place.module)) return { state: 'gone' };
  if (at.binding?.kind === 'function' && onlyRaises(at.binding.node)) return { state: 'gone' };
  const init = at.binding?.kind === 'class' ? at.binding.members.get('__init__') : undefined;
  if (init?.kind === 'function' && onlyRaises(init.node)) return { state: 'gone' };
  return certain && !isHusk(at.binding) ? at : { ...at, state: 'perhaps' };
}

/** A class without bases and contents, left so that old type checks still run. */
function isHusk(binding) {
  return binding?.kind === 'class' && binding.bases.length === 0 && binding.members.size === 0;
}

/** Looks a name up in a module: what it binds, its submodules, what it imports by star, its `__getattr__`. */
function lookUpIn(files, place, name, depth) {
  const { parts, module } = place;
  if (depth > DEEPEST) return { state: 'unknown' };
  if (module.native) return { state: files.nativeMentions(module, name) ? 'perhaps' : 'gone' };
  const facts = files.facts(module);
  const binding = facts?.bound.get(name);
  if (binding) return follow(files, place, facts, binding, depth);
  const submodule = module.isPackage ? files.module([...parts, name]) : null;
  if (submodule) return { state: 'there', place: { parts: [...parts, name], module: submodule } };
  if (!facts) return { state: 'gone' };
  let best = { state: 'gone' };
  for (const star of facts.stars) {
    const found = lookUpStar(files, place, star, name, depth);
    if (found.state === 'there') return found;
    if (found.state !== 'gone' && !best.binding) best = found;
  }
  const hooked = hookAnswers(files, place, facts, name);
  if (hooked !== null) return { state: hooked };
  return best.state === 'gone' ? { state: madeAtRunTime(files, place, facts, name) } : best;
}

/** What an import binds, as far as it leads; the binding itself otherwise. */
function follow(files, place, facts, binding, depth) {
  if (binding.kind !== 'import') return { state: 'there', binding, facts, from: place };
  const target = targetOf(files, place, binding);
  if (!target) return { state: 'there' };
  if (binding.name === null) return { state: 'there', place: target };
  if (target.module.path === place.module.path) {
    const submodule = files.module([...place.parts, binding.name]);
    return submodule
      ? { state: 'there', place: { parts: [...place.parts, binding.name], module: submodule } }
      : { state: 'there' };
  }
  const found = lookUpIn(files, target, binding.name, depth + 1);
  // An import statement that runs has found its name, even where we do not.
  return found.state === 'there' ? found : { state: 'there' };
}

function lookUpStar(files, place, star, name, depth) {
  const target = targetOf(files, place, star);
  if (target?.module.path === place.module.path) return { state: 'gone' };
  // What another distribution has to give, nobody knows from here: `from numpy import *`.
  if (!target) return { state: STANDARD.has(star.module[0]) ? 'gone' : 'perhaps' };
  const exported = exportOf(files, target, name, depth);
  if (exported === 'no') return { state: 'gone' };
  const found = lookUpIn(files, target, name, depth + 1);
  return found.state === 'there' && exported === 'maybe' ? { ...found, state: 'perhaps' } : found;
}

/** Whether a star import of a module brings a name: 'yes', 'no', or 'maybe' where its `__all__` cannot be read. */
function exportOf(files, place, name, depth) {
  const facts = files.facts(place.module);
  if (!facts?.all) return name.startsWith('_') ? 'no' : 'yes';
  if (facts.all.names.has(name)) return 'yes';
  let answer = facts.all.open && !isForeign(files, place, facts.bound.get(name)) ? 'maybe' : 'no';
  for (const module of facts.all.modules) {
    const binding = facts.bound.get(module);
    const target =
      binding?.kind === 'import'
        ? targetOf(
            files,
            place,
            binding.name === null ? binding : { ...binding, module: [...binding.module, binding.name] },
          )
        : null;
    if (!target || depth > DEEPEST) return 'maybe';
    const added = exportOf(files, target, name, depth + 1);
    if (added === 'yes') return 'yes';
    if (added === 'maybe') answer = 'maybe';
  }
  return answer;
}

/** Whether a name is imported from outside the release: `from builtins import int` is for the module's own use. */
function isForeign(files, place, binding) {
  return binding?.kind === 'import' && targetOf(files, place, binding) === null;
}

/** The module that an import names; Python 2's implicit relative imports included. Null where it is not of this release. */
function targetOf(files, { parts, module }, { level, module: path }) {
  const home = files.packageOf(parts, module);
  const candidates =
    level > 0 ? [[...home.slice(0, home.length - level + 1), ...path]] : [[...home, ...path], path];
  for (const candidate of candidates) {
    if (candidate.length === 0) continue;
    const found = files.module(candidate);
    const itself = found?.path === module.path && candidate !== path && level === 0;
    if (found && !itself) return { parts: candidate, module: found };
  }
  return null;
}

/** What a module that binds nothing of this name may still do: `__getattr__`, lazy loaders, `globals()[…]`. */
function madeAtRunTime(files, place, facts, name) {
  const namesake = files.nativeNamesake(place.module);
  if (namesake) return files.nativeMentions(namesake, name) ? 'perhaps' : 'gone';
  if (facts.text.includes('attach_stub(')) {
    const stub = files.stub(place.module);
    return stub ? (stub.bound.has(name) ? 'there' : 'gone') : 'unknown';
  }
  const copied = facts.dynamic ? COPIES.exec(facts.text) : null;
  if (copied) {
    const binding = facts.bound.get(copied[1] ?? copied[2]);
    const found = binding?.kind === 'import' ? follow(files, place, facts, binding, 0) : null;
    return found?.place ? lookUpIn(files, found.place, name, 1).state : 'perhaps';
  }
  const made = facts.bound.has('__getattr__')
    ? files.quotes(place.module.path, name)
    : facts.dynamic && files.quotesBeside(place.module.path, name);
  return made ? 'perhaps' : 'gone';
}

/** What the branches of a module's `__getattr__` do for a name: null where none is about it. */
function hookAnswers(files, place, facts, name) {
  const hook = facts.bound.get('__getattr__');
  if (hook?.kind !== 'function') return null;
  let state = null;
  for (const branch of bodyOf(hook.node).filter((child) => child.name === 'IfStatement')) {
    let condition = '';
    for (const child of children(branch)) {
      if (child.name !== 'Body') {
        condition = facts.text.slice(child.from, child.to);
        continue;
      }
      const words = new Set(condition.match(/\w+/g));
      const concerned = words.has(name) || [...words].some((word) => tableHolds(files, place, word, name, 0));
      if (!concerned) continue;
      if (!children(child).some((statement) => statement.name === 'RaiseStatement')) return 'perhaps';
      state = 'gone';
    }
  }
  return state;
}

/** Whether a table of a module holds a name among its strings, or is made from one that does. */
function tableHolds(files, place, table, name, depth) {
  const facts = files.facts(place.module);
  const binding = facts?.bound.get(table);
  if (!binding || depth > 3) return false;
  if (binding.kind === 'import') {
    const target = targetOf(files, place, binding);
    return (
      target !== null && binding.name !== null && tableHolds(files, target, binding.name, name, depth + 1)
    );
  }
  if (binding.kind !== 'value') return false;
  return binding.nodes.some((node) => {
    if (stringsIn(node, facts.text).includes(name)) return true;
    const words = new Set(facts.text.slice(node.from, node.to).match(/\w+/g));
    words.delete(table);
    return [...words].some((word) => tableHolds(files, place, word, name, depth + 1));
  });
}

/** A member of a class, or of what it inherits from. */
function memberOf(files, { binding, facts, from }, name, depth, seen = new Set()) {
  if (seen.has(binding)) return { state: 'gone' };
  seen.add(binding);
  const own = binding.members.get(name);
  if (own) return { state: 'there', binding: own, facts, from };
  if (depth > DEEPEST) return { state: 'unknown' };
  let state = binding.members.has('__getattr__') ? 'unknown' : 'gone';
  for (const base of binding.bases) {
    if (PLAIN_BASES.has(base)) continue;
    const parents = files.classes(base.split('.').at(-1)).filter((parent) => parent.binding !== binding);
    if (parents.length === 0) state = 'unknown';
    for (const parent of parents) {
      const found = memberOf(files, { ...parent, from }, name, depth + 1, seen);
      if (found.state === 'there') return found;
      if (found.state !== 'gone') state = 'unknown';
    }
  }
  return { state };
}

/** A member of objects of a type: whichever class of that name in the release has it. */
function lookUpMember(files, row) {
  const types = (row.of ?? '').split(/[^\w]+/).filter(Boolean);
  const classes = types.flatMap((type) => files.classes(type));
  const found = classes.map((parent) => memberOf(files, parent, row.member, 0));
  const there = found.find(({ state }) => state === 'there');
  if (there) {
    if (row.parameter !== undefined) return lookUpParameter(files, there, row.parameter);
    return there.binding?.kind === 'function' && onlyRaises(there.binding.node) ? 'gone' : 'there';
  }
  if (!files.mentions(row.member)) return 'gone';
  return classes.length > 0 &&
    found.every(({ state }) => state === 'gone') &&
    !attachedFromOutside(files, types, row.member)
    ? 'gone'
    : 'perhaps';
}

/** Whether a member may be put on a class by code that is not in it: `setattr(DataFrame, …)`, `DataFrame.x = …`. */
function attachedFromOutside(files, types, member) {
  return types.some(
    (type) =>
      files.mentions(`setattr\\(${type}`) ||
      files.mentions(`${type}\\.${member}\\s*=`) ||
      files.mentions(`cls\\._create_indexer|${type}\\._create_indexer`),
  );
}

/** A parameter of a function, or of the class's `__init__`. */
function lookUpParameter(files, found, parameter) {
  let { binding, facts } = found;
  if (binding?.kind === 'class') {
    const init = memberOf(files, found, '__init__', 0);
    if (init.state !== 'there') return 'unknown';
    ({ binding, facts } = init);
  }
  // Made by another function: `read_csv = _make_parser_function('read_csv')`.
  if (binding?.kind === 'value') return files.mentions(parameter) ? 'perhaps' : 'gone';
  if (binding?.kind !== 'function') return 'unknown';
  // `@deprecate_kwarg('normed', 'density')` takes it still.
  if (new RegExp(`(['"])${parameter}\\1`).test(binding.decorators)) return 'there';
  const list = binding.node.getChild('ParamList');
  const parameters = list ? children(list).map((child) => facts.text.slice(child.from, child.to)) : [];
  const names = parameters.filter((_, at) => parameters[at - 1] !== '=');
  if (names.includes(parameter)) return 'there';
  if (!names.includes('**')) return 'gone';
  return files.mentions(parameter) ? 'perhaps' : 'gone';
}
