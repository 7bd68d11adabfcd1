import { describe, expect, it } from 'vitest';
import { ZnodeTree } from './znode-tree.ts';

describe('ZnodeTree', () => {
  it('numbers sequential nodes by parent, with ten digits, and never twice', () => {
    const tree = new ZnodeTree();
    expect(tree.create('/a/x-', 's', true)?.path).toBe('/a/x-0000000000');
    expect(tree.create('/a/y-', 's', true)?.path).toBe('/a/y-0000000001');
    tree.remove('/a/y-0000000001');
    expect(tree.create('/a/x-', 's', true)?.path).toBe('/a/x-0000000002');
    expect(tree.create('/b/x-', 's', true)?.path).toBe('/b/x-0000000000');
  });

  it('makes parents on demand, and no node twice', () => {
    const tree = new ZnodeTree();
    expect(tree.create('/a/b/c', undefined, false)?.path).toBe('/a/b/c');
    expect(tree.exists('/a/b')).toBe(true);
    expect(tree.children('/a')).toEqual(['b']);
    expect(tree.create('/a/b/c', 's', false)).toBeUndefined();
    expect(tree.create('/a/b', 's', false)).toBeUndefined();
  });

  it('removes a node with all below it', () => {
    const tree = new ZnodeTree();
    tree.create('/a/b/c', undefined, false);
    expect(tree.remove('/a').map(({ path }) => path)).toEqual(['/a/b/c', '/a/b', '/a']);
    expect(tree.remove('/a')).toEqual([]);
    expect(tree.exists('/a/b/c')).toBe(false);
  });

  it('tells whoever watches a node of its next change, once', () => {
    const tree = new ZnodeTree();
    expect(tree.exists('/a/x', 's')).toBe(false);
    expect(tree.exists('/a/x', 's')).toBe(false);
    const watch = { session: 's', of: 'node', path: '/a/x' };
    expect(tree.create('/a/x', undefined, false)?.fired).toEqual([watch]);
    expect(tree.remove('/a/x')[0]?.fired).toEqual([]);
  });

  it('tells whoever watches children of a child that comes or goes', () => {
    const tree = new ZnodeTree();
    tree.children('/a', 's');
    const watch = { session: 's', of: 'children', path: '/a' };
    expect(tree.create('/a/x', undefined, false)?.fired).toEqual([watch]);
    tree.children('/a', 's');
    tree.create('/b/x', undefined, false);
    expect(tree.remove('/a/x')[0]?.fired).toEqual([watch]);
  });

  it('ends a session: its nodes go, those of others stay, and it is told of nothing', () => {
    const tree = new ZnodeTree();
    tree.create('/a/x', 's', false);
    tree.create('/a/y', 't', false);
    tree.create('/a/z', undefined, false);
    tree.children('/a', 's');
    tree.exists('/a/x', 't');
    const changes = tree.endSession('s');
    expect(changes).toEqual([
      {
        what: 'removed',
        path: '/a/x',
        owner: 's',
        fired: [{ session: 't', of: 'node', path: '/a/x' }],
      },
    ]);
    expect(tree.children('/a')).toEqual(['y', 'z']);
  });
});
