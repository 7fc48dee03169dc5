import type { SyntaxNode } from '@lezer/common';

/** The children of a node, comments left out. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

/** The children without brackets, commas and keywords: what an expression or a statement is made of. */
export function operandsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => /^[A-Z]/.test(child.name) && child.name !== 'TypeDef');
}

/** Splits the children at those of a name, such as `AssignOp`. */
export function splitAt(nodes: readonly SyntaxNode[], name: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === name) groups.push([]);
    else groups.at(-1)!.push(node);
  }
  return groups;
}

/** `a.b.c` as written, where an expression is names alone; else undefined. */
export function dottedName(source: string, node: SyntaxNode): string | undefined {
  if (node.name !== 'VariableName' && node.name !== 'MemberExpression') return undefined;
  const text = source.slice(node.from, Math.min(node.to, node.from + 200)).replace(/\s/g, '');
  return /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(text) ? text : undefined;
}
