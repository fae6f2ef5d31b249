import type { Type } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { type CursorKey, encodeCursor } from './cursor.js';

/** Position of a page in its list. */
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether this is not the first page.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first entry; null when the page is empty.',
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last entry; pass it as `after` to go on.',
  })
  readonly endCursor!: string | null;
}

/** One entry of a page. */
export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** One page of a list that can grow. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
  /** Number of all entries; only where the type was created with `totalCount`. */
  readonly totalCount?: number;
}

/** How a connection type is named and what it offers. */
export interface ConnectionTypeOptions {
  /** Prefix of the type names; the name of the node class without `Type` when left out. */
  readonly name?: string;
  /** Offers `totalCount`; only where counting is cheap. */
  readonly totalCount?: boolean;
}

/**
 * Declares `<Name>Connection` and `<Name>Edge` for a node type. Call it once per node type, beside it:
 * `export const CaseConnection = createConnection(Case)`, then `@Query(() => CaseConnection)`.
 */
export function createConnection<Node extends object>(
  nodeType: Type<Node>,
  options: ConnectionTypeOptions = {},
): Type<Connection<Node>> {
  const name = options.name ?? nodeType.name.replace(/Type$/, '');

  @ObjectType(`${name}Edge`, { description: `Entry of a page of ${name}.` })
  class EdgeType implements Edge<Node> {
    @Field(() => String, { description: 'Position of this entry; opaque.' })
    readonly cursor!: string;

    @Field(() => nodeType, { description: 'The entry itself.' })
    readonly node!: Node;
  }

  @ObjectType({ isAbstract: true })
  abstract class PageType implements Connection<Node> {
    @Field(() => [EdgeType], { description: 'Entries in the order of the list.' })
    readonly edges!: readonly EdgeType[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    readonly pageInfo!: PageInfo;
  }

  if (options.totalCount) {
    @ObjectType(`${name}Connection`, { description: `Page of ${name}.` })
    class CountedConnectionType extends PageType {
      @Field(() => Int, { description: 'Number of all entries of the list.' })
      readonly totalCount!: number;
    }
    return CountedConnectionType;
  }

  @ObjectType(`${name}Connection`, { description: `Page of ${name}.` })
  class ConnectionType extends PageType {}
  return ConnectionType;
}

/** What a page needs beside its rows. */
export interface PageOptions {
  /** Name of the list for its cursors; the same as given to `ConnectionArgs.position`. */
  readonly list?: string;
  /** Whether the page began after a cursor. */
  readonly hasPreviousPage?: boolean;
  readonly totalCount?: number;
}

/**
 * Page of keyset pagination.
 *
 * @param rows  Up to `first + 1` rows in the order of the list; the surplus one only tells that more follow.
 * @param first Size of the page.
 * @param keyOf Sort key and identifier of a row, exactly what the query orders by.
 */
export function toConnection<Node>(
  rows: readonly Node[],
  first: number,
  keyOf: (row: Node) => CursorKey,
  options: PageOptions = {},
): Connection<Node> {
  const edges = rows
    .slice(0, first)
    .map((node) => ({ node, cursor: encodeCursor(keyOf(node), options.list) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: options.hasPreviousPage ?? false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    ...(options.totalCount === undefined ? {} : { totalCount: options.totalCount }),
  };
}
